package org.kneadwell.booking.appointment;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Again;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** Booking what is held, seeing what is booked, cancelling it. */
@Path("/api/booking/v1/appointments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Appointments")
public class AppointmentResource {

    private final AppointmentService appointments;
    private final AppointmentList list;
    private final Idempotency idempotency;
    private final Caller caller;
    private final CallingClient client;
    private final Again again;

    AppointmentResource(
            AppointmentService appointments,
            AppointmentList list,
            Idempotency idempotency,
            Caller caller,
            CallingClient client,
            Again again) {
        this.appointments = appointments;
        this.list = list;
        this.idempotency = idempotency;
        this.caller = caller;
        this.client = client;
        this.again = again;
    }

    @POST
    @RolesAllowed("client")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "bookAppointment",
            summary = "Book what one holds",
            description =
                    "Where the therapist accepts each booking it is pending until then. Mails about it are in the first of"
                            + " Accept-Language that we speak: en or de.")
    @APIResponse(
            responseCode = "201",
            description = "It is booked, or pending",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "The caller has no such hold")
    @APIResponse(
            responseCode = "409",
            description = "hold-expired or licence-not-valid, with alternatives; not-held; or this client may not book")
    public Response book(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull BookRequest request,
            @Context HttpHeaders headers) {
        var named = client.named(headers);
        return idempotency.run(
                key, "bookAppointment", request, () -> HoldResource.answer(appointments.book(named, request.holdId())));
    }

    @GET
    @RolesAllowed({"client", "therapist"})
    @Operation(
            operationId = "listAppointments",
            summary = "One's own appointments, by start",
            description = "A client's own, a therapist's own. Dates are local to where the appointment takes place."
                    + " Expired holds are left out unless asked for.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = AppointmentPage.class)))
    public Response list(@Valid @BeanParam AppointmentQuery query, @Context UriInfo uri) {
        return Links.answer(
                Page.of(
                        list.of(caller.accountId(), caller.isClient(), caller.isTherapist(), query),
                        query.limit(),
                        last -> last.start() + " " + last.id()),
                uri);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"client", "therapist"})
    @Operation(operationId = "getAppointment", summary = "One of one's own appointments")
    @APIResponse(
            responseCode = "200",
            description = "The appointment",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response get(@PathParam("id") UUID id) {
        AppointmentList.Found found = list.one(caller.accountId(), id).orElseThrow(Problems::notFound);
        return Response.ok(found.appointment()).tag(ETags.of(found.version())).build();
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed({"client", "therapist"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "cancelAppointment",
            summary = "Cancel an appointment",
            description =
                    "The client before it begins, the therapist until the session does. Cancelling twice is cancelling once.")
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "too-late: it is over, has begun, or was never booked")
    public Response cancel(@PathParam("id") UUID id, @Valid @Nullable CancelRequest request) {
        String reason = request == null ? null : request.reason();
        return switch (again.get(
                AppointmentService.Cancellation.class, () -> appointments.cancel(caller.accountId(), id, reason))) {
            case AppointmentService.Cancellation.Done(AppointmentView appointment, int version) ->
                Response.ok(appointment).tag(ETags.of(version)).build();
            case AppointmentService.Cancellation.TooLate(String state) ->
                throw Problems.of(
                        409, "too-late", "It can no longer be cancelled: it is %s.".formatted(state.replace('_', '-')));
            case AppointmentService.Cancellation.Unknown() -> throw Problems.notFound();
        };
    }

    @POST
    @Path("/{id}/reschedule")
    @RolesAllowed({"client", "therapist"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rescheduleAppointment",
            summary = "Move an appointment to another slot",
            description =
                    "All or nothing: where the new time is refused, the old one is kept. The client may while cancelling is"
                            + " free of charge, the therapist until it begins; then the price, and what cancelling costs,"
                            + " stay as agreed. Moving it to where it is changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "slot-taken, inside-a-buffer or day-or-week-full, with alternatives; too-late, too-late-to-move, needs-acceptance;"
                            + " or this client may not book that day, with alternatives where another day would do. It"
                            + " stays where it is")
    @APIResponse(responseCode = "422", description = "Not a slot, as for a hold; with alternatives")
    public Response reschedule(@PathParam("id") UUID id, @Valid @NotNull RescheduleRequest request) {
        StartTimes.requireReasonable("start", request.start());
        UUID account = caller.accountId();
        try {
            return switch (again.get(
                    AppointmentService.Move.class, () -> appointments.reschedule(account, id, request))) {
                case AppointmentService.Move.Moved(AppointmentView appointment, int version) ->
                    Response.ok(appointment).tag(ETags.of(version)).build();
                case AppointmentService.Move.Stays(BookingOutcome why, UUID client, Wish wish) ->
                    HoldResource.answer(appointments.withAlternatives(why, client, wish, id));
                case AppointmentService.Move.TooLate(String code, String sentence) ->
                    throw Problems.of(409, code, sentence);
                case AppointmentService.Move.Unknown() -> throw Problems.notFound();
            };
        } catch (PersistenceException failure) {
            if (!DoubleBooking.is(failure)) {
                throw failure;
            }
            return HoldResource.answer(appointments.taken(account, id, request));
        }
    }

    @GET
    @Path("/{id}/alternatives")
    @RolesAllowed("client")
    @Operation(
            operationId = "listAlternatives",
            summary = "The nearest slots to one's appointment",
            description =
                    "Of the same session and therapist: what to take when the therapist had to cancel, or to move to.")
    @APIResponse(
            responseCode = "200",
            description = "At most three, possibly none",
            content = @Content(schema = @Schema(implementation = Alternatives.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Alternatives alternatives(@PathParam("id") UUID id) {
        return new Alternatives(
                appointments.alternativesTo(caller.accountId(), id).orElseThrow(Problems::notFound));
    }

    @POST
    @Path("/{id}/acceptance")
    @RolesAllowed("therapist")
    @Operation(
            operationId = "acceptAppointment",
            summary = "Accept a request",
            description = "It is accepted once; who accepts it again hears so, and which other times there are.")
    @APIResponse(
            responseCode = "200",
            description = "It is booked",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "already-accepted or not-pending, with alternatives of the same session; or the client may not"
                            + " have this session any more")
    public Response accept(@PathParam("id") UUID id) {
        return answer(
                id, again.get(AppointmentService.Answer.class, () -> appointments.accept(caller.accountId(), id)));
    }

    @POST
    @Path("/{id}/decline")
    @RolesAllowed("therapist")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "declineAppointment",
            summary = "Decline a request",
            description = "Its time is free again. Declining twice is declining once.")
    @APIResponse(
            responseCode = "200",
            description = "It is declined",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "not-pending, with alternatives of the same session")
    public Response decline(@PathParam("id") UUID id, @Valid @Nullable CancelRequest request) {
        String reason = request == null ? null : request.reason();
        return answer(
                id,
                again.get(AppointmentService.Answer.class, () -> appointments.decline(caller.accountId(), id, reason)));
    }

    private Response answer(UUID id, AppointmentService.Answer answer) {
        return switch (answer) {
            case AppointmentService.Answer.Done(AppointmentView appointment, int version) ->
                Response.ok(appointment).tag(ETags.of(version)).build();
            case AppointmentService.Answer.NotPending(String state) ->
                throw conflict(
                        id,
                        "not-pending",
                        "It does not wait for an answer any more: it is %s.".formatted(state.replace('_', '-')));
            case AppointmentService.Answer.AcceptedAlready() ->
                throw conflict(id, "already-accepted", "It is booked already.");
            case AppointmentService.Answer.NotAllowed(Refusal refusal) ->
                throw Problems.of(409, refusal.code(), refusal.sentence());
            case AppointmentService.Answer.Unknown() -> throw Problems.notFound();
        };
    }

    /** With other times of the same session, looked for when the decision is over. */
    private HttpProblem conflict(UUID id, String code, String sentence) {
        return Problems.builder(409, code, sentence)
                .with("alternatives", appointments.otherTimes(caller.accountId(), id))
                .build();
    }

    /** @param items by start */
    record Alternatives(List<TimeSlot> items) {}

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record AppointmentPage(
            List<AppointmentView> items, @Nullable String next) {}
}
