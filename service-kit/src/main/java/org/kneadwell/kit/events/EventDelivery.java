package org.kneadwell.kit.events;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.outbox.DeadLetter;
import org.kneadwell.outbox.DeadLetters;
import org.kneadwell.outbox.ReplayResult;
import org.kneadwell.outbox.SubscriptionStatus;
import org.kneadwell.outbox.Subscriptions;

/**
 * How the events of the other services arrive in this one, and what to do about those that could not be applied. A service
 * places it under its own path by a subclass. Neither payloads nor the ids of aggregates are shown: the kind of an event
 * beside the id of a client can say something about their health.
 *
 * <p>The document is told the role of each operation: it does not find it on methods that a resource inherits.
 */
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Event delivery")
public abstract class EventDelivery {

    private static final String ACCEPTED = "Queued: the engine tries them at once, each aggregate's oldest first";
    private static final String BEHIND = "older-letter-first: an older event of the same aggregate has to go first";

    private final Subscriptions subscriptions;
    private final DeadLetters letters;

    protected EventDelivery(Subscriptions subscriptions, DeadLetters letters) {
        this.subscriptions = subscriptions;
        this.letters = letters;
    }

    /** Names the lists in the API's document, which cannot say what a generic one holds. */
    record SubscriptionList(List<SubscriptionView> items) {}

    record LetterPage(List<LetterView> items, @Nullable String next) {}

    /** @param aggregates of how many aggregates the oldest letter is tried; the others follow by themselves */
    record Queued(int aggregates) {}

    @GET
    @Path("/subscriptions")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(
            operationId = "listEventSubscriptions",
            summary = "How the subscriptions of the answering replica are doing")
    @APIResponse(
            responseCode = "200",
            description = "Each shard of each subscription",
            content = @Content(schema = @Schema(implementation = SubscriptionList.class)))
    public Response listSubscriptions() {
        return Response.ok(new SubscriptionList(subscriptions.status().stream()
                        .map(SubscriptionView::of)
                        .toList()))
                .build();
    }

    @GET
    @Path("/dead-letters")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(
            operationId = "listDeadLetters",
            summary = "Events that could not be applied, longest parked first",
            description =
                    "Of the open ones of an aggregate the oldest is retrying or parked, the others are behind it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of letters",
            content = @Content(schema = @Schema(implementation = LetterPage.class)))
    public Response listDeadLetters(
            @QueryParam("subscription") @Nullable String subscription,
            @QueryParam("closed") @DefaultValue("false") boolean closed,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        return Links.answer(
                Page.of(
                                letters.list(subscription, closed, after(cursor), limit + 1),
                                limit,
                                letter -> letter.subscription() + " " + letter.eventId())
                        .map(LetterView::of),
                uri);
    }

    private static DeadLetters.@Nullable Position after(@Nullable String cursor) {
        var inside = Cursor.decode(cursor).orElse(null);
        if (inside == null) {
            return null;
        }
        var space = inside.lastIndexOf(' ');
        try {
            return new DeadLetters.Position(inside.substring(0, space), UUID.fromString(inside.substring(space + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            throw Cursor.refused();
        }
    }

    @POST
    @Path("/subscriptions/{subscription}/replay")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(operationId = "replaySubscription", summary = "Try all letters of a subscription again")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "It has no letter that can be tried")
    public Response replaySubscription(@PathParam("subscription") String subscription) {
        return answer(letters.replaySubscription(subscription));
    }

    @POST
    @Path("/subscriptions/{subscription}/source-acceptance")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(
            operationId = "acceptEventSource",
            summary = "Go on with a subscription that halted because its source was restored or failed over",
            description = "Only after making sure that the source lost nothing that was applied here.")
    @APIResponse(responseCode = "204", description = "It goes on, in other replicas within 30 s")
    @APIResponse(responseCode = "404", description = "There is no such subscription")
    public Response acceptSource(@PathParam("subscription") String subscription) {
        if (!subscriptions.acceptSource(subscription)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    @POST
    @Path("/dead-letters/{subscription}/{eventId}/replay")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(operationId = "replayDeadLetter", summary = "Try one letter again; those behind it follow")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "No such letter is open")
    @APIResponse(responseCode = "409", description = BEHIND)
    public Response replay(@PathParam("subscription") String subscription, @PathParam("eventId") UUID eventId) {
        return answer(letters.replay(subscription, eventId));
    }

    @POST
    @Path("/dead-letters/{subscription}/{eventId}/aggregate-replay")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(operationId = "replayAggregate", summary = "Try all letters of this one's aggregate again, oldest first")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "No such letter is open")
    public Response replayAggregate(
            @PathParam("subscription") String subscription, @PathParam("eventId") UUID eventId) {
        DeadLetter letter = letters.find(subscription, eventId).orElseThrow(Problems::notFound);
        return answer(letters.replayAggregate(subscription, letter.aggregateType(), letter.aggregateId()));
    }

    @POST
    @Path("/dead-letters/{subscription}/{eventId}/replay-across-gap")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(
            operationId = "replayDeadLetterAcrossGap",
            summary = "Go on although earlier events of the aggregate never arrived",
            description = "They are taken as not coming any more, and passed over should they come.")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "No such letter is open")
    @APIResponse(responseCode = "409", description = BEHIND)
    public Response replayAcrossGap(
            @PathParam("subscription") String subscription, @PathParam("eventId") UUID eventId) {
        return decide(subscription, eventId, letters::replayAcrossGap);
    }

    @POST
    @Path("/dead-letters/{subscription}/{eventId}/discard")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(operationId = "discardDeadLetter", summary = "Leave an event out for good; those behind it follow")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "No such letter is open")
    @APIResponse(responseCode = "409", description = BEHIND)
    public Response discard(@PathParam("subscription") String subscription, @PathParam("eventId") UUID eventId) {
        return decide(subscription, eventId, letters::discard);
    }

    private static Response decide(String subscription, UUID eventId, BiFunction<String, UUID, ReplayResult> decision) {
        return answer(decision.apply(subscription, eventId));
    }

    private static Response answer(ReplayResult result) {
        return switch (result) {
            case ReplayResult.Queued(int aggregates) ->
                Response.accepted(new Queued(aggregates)).build();
            case ReplayResult.Behind(UUID older) ->
                throw Problems.builder(
                                409, "older-letter-first", "An older event of the same aggregate has to go first.")
                        .with("eventId", older)
                        .build();
            case ReplayResult.NotFound() -> throw Problems.notFound();
        };
    }

    /**
     * @param lagEvents events not yet applied when last measured; absent before
     * @param lagSeconds age of the oldest of them
     * @param problem what keeps it from working
     */
    record SubscriptionView(
            String subscription,
            String source,
            int shard,

            @Schema(enumeration = {"starting", "running", "waiting_for_source", "failing", "halted", "stopped"})
            String state,

            @Nullable Long lagEvents,
            @Nullable Double lagSeconds,
            @Nullable String problem) {

        static SubscriptionView of(SubscriptionStatus status) {
            return new SubscriptionView(
                    status.subscription(),
                    status.source(),
                    status.shard(),
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.lagEvents(),
                    status.lagSeconds(),
                    status.problem());
        }
    }
}
