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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.problem.Again;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** Holding a slot for a few minutes, while one makes up one's mind. */
@Path("/api/booking/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Holds")
public class HoldResource {

    private final AppointmentService appointments;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Again again;

    HoldResource(AppointmentService appointments, Idempotency idempotency, Caller caller, Again again) {
        this.appointments = appointments;
        this.idempotency = idempotency;
        this.caller = caller;
        this.again = again;
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
            description =
                    "slot-taken, inside-a-buffer, day-or-week-full or licence-not-valid, with alternatives; or another reason"
                            + " why this client may not book")
    @APIResponse(
            responseCode = "422",
            description =
                    "Not a slot: in-the-past, too-soon, too-far-ahead, outside-working-hours, off-the-grid, leaves-a-gap,"
                            + " wrong-length, nonexistent-local-time, service-not-offered; with alternatives")
    @APIResponse(responseCode = "429", description = "too-many-holds: the client holds as much as one may")
    public Response hold(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull HoldRequest request) {
        StartTimes.requireReasonable("start", request.start());
        UUID client = caller.accountId();
        var wish = Wish.written(request.therapistId(), request.serviceId(), request.locationId(), request.start());
        if (request.end() != null) {
            appointments.wrongLength(client, wish, request.end()).ifPresent(HoldResource::answer);
        }
        try {
            return idempotency.run(key, "holdSlot", request, () -> switch (appointments.hold(client, wish)) {
                case BookingOutcome.Refusing refused -> throw new Lost(refused);
                case BookingOutcome outcome -> answer(outcome);
            });
        } catch (Lost lost) {
            // Looked for when the decision is over, so that nobody waits for it.
            return answer(appointments.withAlternatives(lost.why, client, wish, null));
        } catch (PersistenceException failure) {
            if (!DoubleBooking.is(failure)) {
                throw failure;
            }
            // The constraint decided against this request; its transaction is gone, so the answer comes from a new one.
            return answer(appointments.taken(client, wish));
        }
    }

    /** Ends the transaction of a hold that came to nothing. */
    private static final class Lost extends RuntimeException {
        private final transient BookingOutcome.Refusing why;

        Lost(BookingOutcome.Refusing why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "releaseHold", summary = "Let go of a hold")
    @APIResponse(responseCode = "204", description = "The slot is free for others")
    @APIResponse(responseCode = "404", description = "The caller has no such hold")
    public void release(@PathParam("id") UUID id) {
        if (!again.get(Boolean.class, () -> appointments.letGo(caller.accountId(), id))) {
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
            case BookingOutcome.Refusing refused -> throw BookingProblems.of(refused);
        };
    }
}
