package org.kneadwell.booking.session;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** The session of an appointment, run by its therapist. */
@Path("/api/booking/v1/appointments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("therapist")
@Tag(name = "Sessions")
@Worded
public class SessionResource {

    private final SessionService sessions;
    private final Idempotency idempotency;
    private final Caller caller;

    SessionResource(SessionService sessions, Idempotency idempotency, Caller caller) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Path("/session")
    @Operation(
            operationId = "startSession",
            summary = "Begin the session",
            description = "From 30 minutes before its start.")
    @APIResponse(
            responseCode = "201",
            description = "It has begun",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's appointments")
    @APIResponse(
            responseCode = "409",
            description = "too-early, too-late, not-booked, session-begun, or client-not-cleared")
    public Response start(@HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("id") UUID id) {
        UUID account = caller.accountId();
        return idempotency.runSealed(
                key, "startSession/" + id, null, account, () -> answer(sessions.start(account, id), 201));
    }

    @GET
    @Path("/session")
    @RolesAllowed({"client", "therapist"})
    @Operation(
            operationId = "getSession",
            summary = "The session so far, and when to check in next",
            description = "For its therapist, and for its client, who may know what was written down.")
    @APIResponse(
            responseCode = "200",
            description = "The session",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's appointments, or its session has not begun")
    public Response get(@PathParam("id") UUID id) {
        return answer(sessions.find(caller.accountId(), id), 200);
    }

    @POST
    @Path("/session/check-ins")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "checkIn",
            summary = "Record what the client says, and be told what to do",
            description = "At least four an hour: after warm-up, at each region, at each increase.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, with the advice",
            content = @Content(schema = @Schema(implementation = SessionView.Made.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's appointments")
    @APIResponse(responseCode = "409", description = "no-session: it has not begun, or is over")
    public Response checkIn(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull CheckInRequest request) {
        UUID account = caller.accountId();
        return idempotency.runSealed(
                key,
                "checkIn/" + id,
                request,
                account,
                () -> answer(sessions.checkIn(account, id, request.checkIn()), 201));
    }

    @POST
    @Path("/session/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "completeSession", summary = "End the session", description = "Once.")
    @APIResponse(
            responseCode = "201",
            description = "It is over",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's appointments")
    @APIResponse(responseCode = "409", description = "no-session: it has not begun, or is over")
    public Response complete(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull CompletionRequest request) {
        UUID account = caller.accountId();
        return idempotency.runSealed(
                key,
                "completeSession/" + id,
                request,
                account,
                () -> answer(sessions.complete(account, id, request.regions()), 201));
    }

    @POST
    @Path("/no-show")
    @Operation(
            operationId = "recordNoShow",
            summary = "Record that the client did not come",
            description = "From the appointment's start on. Recording it needs no key: a second time is refused.")
    @APIResponse(responseCode = "204", description = "Recorded")
    @APIResponse(responseCode = "404", description = "None of the caller's appointments")
    @APIResponse(responseCode = "409", description = "too-early, not-booked, or session-begun")
    public Response noShow(@PathParam("id") UUID id) {
        return answer(sessions.noShow(caller.accountId(), id), 204);
    }

    private static Response answer(SessionOutcome outcome, int status) {
        return switch (outcome) {
            case SessionOutcome.Done(SessionView session, int version) ->
                Response.status(status).entity(session).tag(ETags.of(version)).build();
            case SessionOutcome.CheckedIn(SessionView.Made checkIn) ->
                Response.status(status).entity(checkIn).build();
            case SessionOutcome.NoShowRecorded() -> Response.noContent().build();
            case SessionOutcome.Unknown() -> throw Problems.notFound();
            case SessionOutcome.TooEarly(Instant from) ->
                throw Problems.of(409, "too-early", "Not before %s.".formatted(from));
            case SessionOutcome.TooLate() ->
                throw Problems.of(409, "too-late", "The appointment was over too long ago to begin its session.");
            case SessionOutcome.NotBooked(String state) ->
                throw Problems.of(409, "not-booked", "It is %s.".formatted(state.replace('_', '-')));
            case SessionOutcome.BegunAlready() ->
                throw Problems.of(409, "session-begun", "The session has begun already.");
            case SessionOutcome.NotGoingOn() ->
                throw Problems.of(409, "no-session", "The session has not begun, or is over.");
            case SessionOutcome.ClientNotCleared() ->
                throw Problems.of(
                        409, "client-not-cleared", "This client is not to be treated until that has been cleared.");
        };
    }
}
