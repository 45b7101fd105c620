package org.kneadwell.booking.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.webhook.WebhookDeliveries.Delivery;
import org.kneadwell.booking.webhook.WebhookDeliveries.Replay;
import org.kneadwell.booking.webhook.WebhookDeliveries.Test;
import org.kneadwell.booking.webhook.WebhookEndpoints.Endpoint;
import org.kneadwell.booking.webhook.WebhookEndpoints.Rotation;
import org.kneadwell.booking.webhook.WebhookEndpoints.WithSecret;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Where other systems hear what happens. An integrator sees its own endpoints, a coordinator all of them. */
@Path("/api/booking/v1/webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"coordinator", "webhooks:manage"})
@Tag(name = "Webhooks")
public class WebhookEndpointResource {

    private static final Set<String> STATES = Set.of("pending", "delivered", "failed");

    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final WebhookSender sender;
    private final Idempotency idempotency;
    private final Caller caller;

    WebhookEndpointResource(
            WebhookEndpoints endpoints,
            WebhookDeliveries deliveries,
            WebhookSender sender,
            Idempotency idempotency,
            Caller caller) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.sender = sender;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record NewWebhookEndpoint(
            @NotBlank @Size(max = 100) @Schema(description = "What it is called in lists", examples = "Invoices")
            String name,

            @NotNull
            @Size(min = 1, max = StrangersAddress.LONGEST)
            @Schema(description = "https, on the public Internet", examples = "https://example.com/kneadwell/hooks")
            String url,

            @NotEmpty
            @Size(max = 20)
            @Schema(
                    description = "Which events are sent there: booking.appointment-booked.v1,"
                            + " booking.appointment-rescheduled.v1, booking.appointment-cancelled.v1,"
                            + " booking.appointment-no-show.v1, booking.session-completed.v1,"
                            + " booking.therapist-published.v1",
                    examples = "[\"booking.appointment-booked.v1\"]")
            List<@NotNull @Size(max = 100) String> types) {}

    record WebhookEndpointChange(
            @NotBlank @Size(max = 100) @Schema(examples = "Invoices")
            String name,

            @NotNull
            @Size(min = 1, max = StrangersAddress.LONGEST)
            @Schema(description = "https, on the public Internet", examples = "https://example.com/kneadwell/hooks")
            String url,

            @NotEmpty @Size(max = 20) @Schema(examples = "[\"booking.appointment-booked.v1\"]")
            List<@NotNull @Size(max = 100) String> types,

            @NotNull @Schema(description = "False: nothing is sent, and what happens meanwhile is kept as failed")
            Boolean enabled) {}

    record WebhookEndpointView(
            UUID id,
            String name,
            String url,
            List<String> types,
            boolean enabled,

            @Nullable
            @Schema(
                    description = "Why nothing is sent: asked, its owner wanted it; gone, its server answered 410;"
                            + " failing, every attempt of five days failed",
                    examples = "gone")
            String disabledReason,

            @Nullable Instant disabledAt,

            @Nullable @Schema(description = "Since when every attempt has failed")
            Instant failingSince,

            @Nullable Instant lastSuccessAt,

            @Schema(description = "Whether a coordinator made it; otherwise an integrator did")
            boolean ofPractice,

            Instant createdAt,

            @Nullable @Schema(description = "Until when a secret before the newest signs too")
            Instant oldSecretUntil,

            @Nullable
            @Schema(
                    description = "What signs, told this once. Left out when the same request is sent again",
                    examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
            String secret) {

        static WebhookEndpointView of(Endpoint endpoint, @Nullable String secret) {
            return new WebhookEndpointView(
                    endpoint.id(),
                    endpoint.name(),
                    endpoint.url(),
                    endpoint.types(),
                    endpoint.enabled(),
                    endpoint.disabledReason(),
                    endpoint.disabledAt(),
                    endpoint.failingSince(),
                    endpoint.lastSuccessAt(),
                    endpoint.ofPractice(),
                    endpoint.createdAt(),
                    endpoint.oldSecretUntil(),
                    secret);
        }
    }

    record WebhookDeliveryView(
            UUID id,

            @Schema(description = "The id in the envelope and in the header webhook-id")
            UUID eventId,

            @Schema(examples = "booking.appointment-booked.v1")
            String type,

            @Schema(description = "The id of the appointment, or of the therapist")
            UUID subject,

            Instant occurredAt,

            @Schema(
                    enumeration = {"pending", "delivered", "failed"},
                    description = "Failed: given up, can be replayed")
            String state,

            @Schema(description = "Since it was written or last replayed")
            int attempts,

            @Nullable @Schema(description = "When it is tried next")
            Instant nextAttemptAt,

            @Nullable Instant lastAttemptAt,

            @Nullable @Schema(description = "The HTTP status of the last answer", examples = "503")
            Integer lastStatus,

            @Nullable
            @Schema(
                    description = "Why there was no answer: unknown-host, host-not-listed, private-address, not-https,"
                            + " too-slow, unreachable, endpoint-disabled",
                    examples = "too-slow")
            String lastError,

            @Nullable Instant deliveredAt) {

        static WebhookDeliveryView of(Delivery delivery) {
            return new WebhookDeliveryView(
                    delivery.id(),
                    delivery.eventId(),
                    delivery.type(),
                    delivery.subject(),
                    delivery.occurredAt(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.nextAt(),
                    delivery.lastAttemptAt(),
                    delivery.lastStatus(),
                    delivery.lastError(),
                    delivery.deliveredAt());
        }
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record WebhookEndpointPage(
            List<WebhookEndpointView> items, @Nullable String next) {}

    record WebhookDeliveryPage(
            List<WebhookDeliveryView> items, @Nullable String next) {}

    record ReplayFailed(
            @NotNull @Schema(description = "Those of events from this instant on", examples = "2026-03-01T00:00:00Z")
            OffsetDateTime since) {}

    record Replayed(
            @Schema(description = "How many are on their way again")
            int replayed) {}

    @GET
    @Operation(operationId = "listWebhookEndpoints", summary = "Webhook endpoints, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of one's own endpoints; of all, for coordinators",
            content = @Content(schema = @Schema(implementation = WebhookEndpointPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                                endpoints.list(owner(), after, limit + 1),
                                limit,
                                endpoint -> endpoint.id().toString())
                        .map(endpoint -> WebhookEndpointView.of(endpoint, null)),
                uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addWebhookEndpoint",
            summary = "Have events sent to an address",
            description = "Each delivery is signed after Standard Webhooks 1.0 with the secret of the answer, in a"
                    + " CloudEvents 1.0 envelope with ids and a state. See docs/webhooks.md.")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its secret, which cannot be read again later",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "409", description = "too-many-endpoints: there are ten already")
    @APIResponse(
            responseCode = "422",
            description = "malformed-address, not-https, credentials-in-address, private-address, host-not-listed or"
                    + " unknown-event-type")
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewWebhookEndpoint wanted) {
        requireTold(wanted.types);
        var url = address(wanted.url);
        return withSecretOnce(
                key,
                "addWebhookEndpoint",
                wanted,
                () -> endpoints
                        .add(
                                caller.accountId(),
                                caller.isCoordinator(),
                                wanted.name.strip(),
                                url,
                                distinct(wanted.types))
                        .orElseThrow(() -> Problems.of(
                                409,
                                "too-many-endpoints",
                                "There are up to " + WebhookEndpoints.MOST_PER_OWNER
                                        + " endpoints. Take one out first.")));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWebhookEndpoint", summary = "One webhook endpoint, to change it")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint, without its secret",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    public Response get(@PathParam("id") UUID id) {
        return answer(required(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putWebhookEndpoint",
            summary = "Change, disable or enable a webhook endpoint",
            description = "What was on its way when it is disabled is kept as failed and can be replayed.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint as it is now",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(
            responseCode = "422",
            description = "malformed-address, not-https, credentials-in-address, private-address, host-not-listed or"
                    + " unknown-event-type")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull WebhookEndpointChange wanted) {
        required(id);
        requireTold(wanted.types);
        var url = address(wanted.url);
        return answer(endpoints
                .change(
                        owner(),
                        id,
                        wanted.name.strip(),
                        url,
                        distinct(wanted.types),
                        wanted.enabled,
                        version -> ETags.requireMatch(ifMatch, version))
                .orElseThrow(Problems::notFound));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteWebhookEndpoint",
            summary = "Send nothing there any more",
            description = "Its secret and its deliveries go with it.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response remove(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        if (!endpoints.remove(owner(), id, version -> ETags.requireMatch(ifMatch, version))) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Make a new secret",
            description = "The one before signs too for 24 hours: each delivery carries a signature of both.")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its new secret, which cannot be read again later",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "409", description = "too-many-secrets: rotated three times within 24 hours")
    public Response rotate(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        required(id);
        return withSecretOnce(key, "rotateWebhookSecret " + id, null, () -> switch (endpoints.rotate(owner(), id)) {
            case Rotation.Done(WithSecret made) -> made;
            case Rotation.Unknown() -> throw Problems.notFound();
            case Rotation.TooOften() ->
                throw Problems.of(
                        409,
                        "too-many-secrets",
                        "The secret was changed several times today. Wait until an older one has run out.");
        });
    }

    @POST
    @Path("/{id}/test")
    @Operation(
            operationId = "testWebhookEndpoint",
            summary = "Send an event of no meaning, to see that it arrives",
            description = "Of type booking.webhook-test.v1, with the endpoint as its subject. It is tried once.")
    @APIResponse(
            responseCode = "201",
            description = "It is on its way",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryView.class)))
    @APIResponse(responseCode = "409", description = "endpoint-disabled")
    @APIResponse(responseCode = "429", description = "just-tested: one was sent less than ten seconds ago")
    public Response test(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        required(id);
        return idempotency.run(key, "testWebhookEndpoint " + id, null, () -> switch (deliveries.test(id)) {
            case Test.Asked(Delivery delivery) ->
                Response.status(201).entity(WebhookDeliveryView.of(delivery)).build();
            case Test.Disabled() -> throw disabled();
            case Test.JustAsked() ->
                throw Problems.builder(429, "just-tested", "A test was sent a moment ago. Wait ten seconds.")
                        .withHeader("Retry-After", WebhookDeliveries.BETWEEN_TESTS.toSeconds())
                        .build();
        });
    }

    @GET
    @Path("/{id}/deliveries")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "What was sent to an endpoint, the newest first",
            description = "Kept for 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "A page of deliveries",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryPage.class)))
    public Response deliveries(
            @PathParam("id") UUID id,
            @QueryParam("state") @Schema(enumeration = {"pending", "delivered", "failed"}) @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        if (state != null && !STATES.contains(state)) {
            throw Problems.unfit("state", "Use pending, delivered or failed.");
        }
        required(id);
        UUID before = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                                deliveries.list(id, state, before, limit + 1),
                                limit,
                                delivery -> delivery.id().toString())
                        .map(WebhookDeliveryView::of),
                uri);
    }

    @POST
    @Path("/{id}/deliveries/{deliveryId}/replay")
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send a delivery again",
            description = "With the same id, from the first attempt on. Also one that arrived.")
    @APIResponse(
            responseCode = "200",
            description = "It is on its way",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryView.class)))
    @APIResponse(responseCode = "409", description = "endpoint-disabled, or on-its-way already")
    public Response replay(@PathParam("id") UUID id, @PathParam("deliveryId") UUID deliveryId) {
        required(id);
        return switch (deliveries.replay(id, deliveryId)) {
            case Replay.Done(Delivery delivery) ->
                Response.ok(WebhookDeliveryView.of(delivery)).build();
            case Replay.Unknown() -> throw Problems.notFound();
            case Replay.Disabled() -> throw disabled();
            case Replay.OnItsWay() -> throw Problems.of(409, "on-its-way", "This delivery is on its way already.");
        };
    }

    @POST
    @Path("/{id}/replay-failed")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayFailedWebhookDeliveries",
            summary = "Send again all that failed since an instant",
            description = "Tests are not sent again.")
    @APIResponse(
            responseCode = "200",
            description = "How many are on their way",
            content = @Content(schema = @Schema(implementation = Replayed.class)))
    @APIResponse(responseCode = "409", description = "endpoint-disabled")
    public Response replayFailed(@PathParam("id") UUID id, @Valid @NotNull ReplayFailed wanted) {
        required(id);
        return Response.ok(new Replayed(deliveries
                        .replayFailed(id, wanted.since.toInstant())
                        .orElseThrow(WebhookEndpointResource::disabled)))
                .build();
    }

    /** Null for coordinators, who see all. */
    private @Nullable UUID owner() {
        return caller.isCoordinator() ? null : caller.accountId();
    }

    private Endpoint required(UUID id) {
        return endpoints.find(owner(), id).orElseThrow(Problems::notFound);
    }

    /** What is stored for the key must not hold the secret, so that is put in on the way out, once. */
    private Response withSecretOnce(
            @Nullable String key, String operation, @Nullable Object payload, Supplier<WithSecret> action) {
        var made = new AtomicReference<@Nullable WithSecret>();
        var answer = idempotency.run(key, operation, payload, () -> {
            var done = action.get();
            made.set(done);
            return answer(201, done.endpoint(), null);
        });
        var first = made.get();
        return first == null ? answer : answer(201, first.endpoint(), first.secret());
    }

    private StrangersAddress address(String text) {
        try {
            return sender.look(text);
        } catch (NotAnAddress refused) {
            throw Problems.invalid(
                    422, refused.code(), refused.sentence(), List.of(new Violation("url", refused.sentence())));
        }
    }

    private static void requireTold(List<String> types) {
        var violations = new ArrayList<Violation>();
        for (int i = 0; i < types.size(); i++) {
            if (!WebhookEvents.isTold(types.get(i))) {
                violations.add(new Violation("types[" + i + "]", "Use one of " + WebhookEvents.all() + "."));
            }
        }
        if (!violations.isEmpty()) {
            throw Problems.invalid(422, "unknown-event-type", "There is no such event for webhooks.", violations);
        }
    }

    private static List<String> distinct(List<String> types) {
        return types.stream().distinct().sorted().toList();
    }

    private static RuntimeException disabled() {
        return Problems.of(409, "endpoint-disabled", "This endpoint is disabled. Enable it first.");
    }

    private static Response answer(Endpoint endpoint) {
        return answer(200, endpoint, null);
    }

    private static Response answer(int status, Endpoint endpoint, @Nullable String secret) {
        return Response.status(status)
                .entity(WebhookEndpointView.of(endpoint, secret))
                .tag(ETags.of(endpoint.version()))
                .build();
    }
}
