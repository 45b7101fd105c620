package org.kneadwell.booking.waitlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.BookingClient;
import org.kneadwell.booking.appointment.CallingClient;
import org.kneadwell.booking.appointment.StartTimes;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Waiting for time to become free. */
@Path("/api/booking/v1/waitlist")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Waitlist")
public class WaitlistResource {

    private final WaitlistService waitlist;
    private final Idempotency idempotency;
    private final Caller caller;
    private final CallingClient client;

    WaitlistResource(WaitlistService waitlist, Idempotency idempotency, Caller caller, CallingClient client) {
        this.waitlist = waitlist;
        this.idempotency = idempotency;
        this.caller = caller;
        this.client = client;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record WaitlistPage(List<EntryView> items, @Nullable String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "joinWaitlist",
            summary = "Wait for time to become free",
            description =
                    "In a window of days, for a session or a length, with named therapists or anybody who fits. Offers come"
                            + " in the order of joining, each with a hold behind it and a time limit, and by mail in the first of"
                            + " Accept-Language that we speak: en or de.")
    @APIResponse(
            responseCode = "201",
            description = "You wait",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    @APIResponse(responseCode = "409", description = "too-many-entries: withdraw one first")
    @APIResponse(
            responseCode = "422",
            description =
                    "one-session-needed, window-reversed, window-over, window-too-long, no-such-day, hours-incomplete,"
                            + " hours-too-short, no-such-therapist or service-not-offered")
    public Response join(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewEntry wanted,
            @Context HttpHeaders headers) {
        StartTimes.requireReasonable("from", wanted.from().getYear());
        StartTimes.requireReasonable("to", wanted.to().getYear());
        BookingClient waiting = client.named(headers);
        return idempotency.run(key, "joinWaitlist", wanted, () -> answer(waitlist.join(waiting, wanted)));
    }

    @GET
    @Operation(operationId = "listWaitlist", summary = "What one waits or waited for, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = WaitlistPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID before = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        waitlist.list(caller.accountId(), before, limit + 1),
                        limit,
                        last -> last.id().toString()),
                uri);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWaitlistEntry", summary = "One thing one waits for, with what is offered now")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response get(@PathParam("id") UUID id) {
        return Response.ok(waitlist.one(caller.accountId(), id).orElseThrow(Problems::notFound))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "leaveWaitlist",
            summary = "Wait no longer",
            description = "What is offered now is declined. Leaving twice is leaving once.")
    @APIResponse(responseCode = "204", description = "You do not wait for this any more")
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "entry-ended: it was fulfilled, or its days are over")
    public Response leave(@PathParam("id") UUID id) {
        return answer(waitlist.withdraw(caller.accountId(), id));
    }

    @POST
    @Path("/{id}/offers/{offerId}/acceptance")
    @Operation(
            operationId = "acceptWaitlistOffer",
            summary = "Take what is offered",
            description =
                    "Books the hold behind the offer; where the therapist accepts each booking it is pending until then.")
    @APIResponse(
            responseCode = "201",
            description = "It is booked, or pending",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "offer-expired, offer-answered, or this client may not book")
    public Response accept(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @PathParam("offerId") UUID offerId,
            @Context HttpHeaders headers) {
        BookingClient booking = client.named(headers);
        return idempotency.run(
                key,
                "acceptWaitlistOffer/" + id + "/" + offerId,
                null,
                () -> answer(waitlist.accept(booking, id, offerId)));
    }

    @POST
    @Path("/{id}/offers/{offerId}/decline")
    @Operation(
            operationId = "declineWaitlistOffer",
            summary = "Let what is offered go to the next in order",
            description = "You wait on, from your place. Declining twice is declining once.")
    @APIResponse(
            responseCode = "200",
            description = "You wait on",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "offer-expired, or offer-answered: it was accepted before")
    public Response decline(@PathParam("id") UUID id, @PathParam("offerId") UUID offerId) {
        return answer(waitlist.decline(caller.accountId(), id, offerId));
    }

    private static Response answer(WaitlistOutcome outcome) {
        return switch (outcome) {
            case WaitlistOutcome.Joined(EntryView entry) ->
                Response.created(URI.create("/api/booking/v1/waitlist/" + entry.id()))
                        .entity(entry)
                        .build();
            case WaitlistOutcome.Accepted(EntryView entry, UUID appointment) ->
                Response.created(URI.create("/api/booking/v1/appointments/" + appointment))
                        .entity(entry)
                        .build();
            case WaitlistOutcome.Declined(EntryView entry) -> Response.ok(entry).build();
            case WaitlistOutcome.Withdrawn() -> Response.noContent().build();
            case WaitlistOutcome.Unknown() -> throw Problems.notFound();
            case WaitlistOutcome.Nonsense(String code, String field, String sentence) ->
                throw Problems.invalid(422, code, sentence, List.of(new Violation(field, sentence)));
            case WaitlistOutcome.Refused(String code, String sentence, List<TimeSlot> alternatives) ->
                throw Problems.builder(409, code, sentence)
                        .with("alternatives", alternatives)
                        .build();
        };
    }
}
