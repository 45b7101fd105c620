package org.kneadwell.booking.appointment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Holding a slot for a few minutes, while one makes up one's mind. */
@Path("/api/booking/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Holds")
public class HoldResource {

    /** Beyond these no session is ever asked for in earnest; inside them every calculation with a time is safe. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final AppointmentService appointments;
    private final Idempotency idempotency;
    private final Caller caller;

    HoldResource(AppointmentService appointments, Idempotency idempotency, Caller caller) {
        this.appointments = appointments;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "holdSlot",
            summary = "Hold a slot",
            description =
                    "Holds a slot for the caller for a few minutes. A hold on the same session that it overlaps is let go."
                            + " The same hold asked for again is answered with 200.")
    @APIResponse(
            responseCode = "201",
            description = "The slot is held",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "slot-taken, day-or-week-full or a reason why this client may not book; with alternatives")
    @APIResponse(
            responseCode = "422",
            description =
                    "Not a slot: in-the-past, too-soon, too-far-ahead, outside-working-hours, off-the-grid, leaves-a-gap,"
                            + " service-not-offered; with alternatives")
    @APIResponse(responseCode = "429", description = "too-many-holds: the client holds as much as one may")
    public Response hold(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull HoldRequest request) {
        if (request.start().isBefore(EARLIEST) || request.start().isAfter(LATEST)) {
            throw Problems.invalid(
                    400,
                    "invalid-input",
                    "Some of the input is not acceptable.",
                    List.of(new Violation("start", "from the year 2000 to 2199")));
        }
        UUID client = caller.accountId();
        try {
            return idempotency.run(
                    key,
                    "holdSlot",
                    request,
                    () -> answer(
                            appointments.hold(client, request.therapistId(), request.serviceId(), request.start())));
        } catch (PersistenceException failure) {
            if (!DoubleBooking.is(failure)) {
                throw failure;
            }
            // The constraint decided against this request; its transaction is gone, so the answer comes from a new one.
            return answer(appointments.taken(client, request.therapistId(), request.serviceId(), request.start()));
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "releaseHold", summary = "Let go of a hold")
    @APIResponse(responseCode = "204", description = "The slot is free for others")
    @APIResponse(responseCode = "404", description = "The caller has no such hold")
    public void release(@PathParam("id") UUID id) {
        if (!appointments.letGo(caller.accountId(), id)) {
            throw Problems.notFound();
        }
    }

    static Response answer(BookingOutcome outcome) {
        return switch (outcome) {
            case BookingOutcome.Made(AppointmentView appointment, int version) ->
                Response.created(URI.create("/api/booking/v1/appointments/" + appointment.id()))
                        .tag(ETags.of(version))
                        .entity(appointment)
                        .build();
            case BookingOutcome.HeldAlready(AppointmentView appointment, int version) ->
                Response.ok(appointment).tag(ETags.of(version)).build();
            case BookingOutcome.NotASlot refused -> throw BookingProblems.of(refused);
            case BookingOutcome.HoldExpired expired -> throw BookingProblems.of(expired);
            case BookingOutcome.NotHeld(String state) ->
                throw Problems.of(409, "not-held", "This is not a hold any more: it is " + state + ".");
            case BookingOutcome.NotOffered() ->
                throw Problems.of(422, "service-not-offered", "This therapist does not offer that session.");
            case BookingOutcome.TooManyHolds(int cap, Instant until, Duration retryAfter) ->
                throw Problems.builder(
                                429,
                                "too-many-holds",
                                "You hold %d times already. Book or let go of one, or wait until %s."
                                        .formatted(cap, until))
                        .withHeader("Retry-After", retryAfter.toSeconds())
                        .build();
            case BookingOutcome.NotAllowed(Refusal refusal) ->
                throw Problems.builder(409, refusal.code(), refusal.sentence())
                        .with("reasons", refusal.whyNot())
                        .build();
            case BookingOutcome.NoSuchHold() -> throw Problems.notFound();
        };
    }
}
