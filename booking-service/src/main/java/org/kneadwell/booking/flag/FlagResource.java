package org.kneadwell.booking.flag;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Appointments a coordinator has to look at. */
@Path("/api/booking/v1/appointment-flags")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("coordinator")
@Tag(name = "Flags")
public class FlagResource {

    private final Flags flags;
    private final Idempotency idempotency;
    private final Caller caller;

    FlagResource(Flags flags, Idempotency idempotency, Caller caller) {
        this.flags = flags;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record FlagPage(List<FlagView> items, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listAppointmentFlags",
            summary = "Appointments to look at, oldest flag first",
            description =
                    "Raised for agreed appointments to come on days that no verified licence of the therapist covers"
                            + " where the client is. No appointment is cancelled by a flag.")
    @APIResponse(
            responseCode = "200",
            description = "A page of flags",
            content = @Content(schema = @Schema(implementation = FlagPage.class)))
    public Response list(
            @QueryParam("state") @DefaultValue("open") @Schema(enumeration = {"open", "resolved"}) String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        if (!state.equals("open") && !state.equals("resolved")) {
            throw Problems.unfit("state", "Use open or resolved.");
        }
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        flags.list(state.equals("open"), after, limit + 1),
                        limit,
                        flag -> flag.id().toString()),
                uri);
    }

    @POST
    @Path("/{id}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resolveAppointmentFlag",
            summary = "Decide about a flagged appointment",
            description =
                    "Keeps it, cancels it, or moves it to another time of the same therapist, and says so. A flag also"
                            + " resolves by itself when the appointment is cancelled or moved, or a licence covers its day again.")
    @APIResponse(
            responseCode = "201",
            description = "The flag, resolved",
            content = @Content(schema = @Schema(implementation = FlagView.class)))
    @APIResponse(responseCode = "404", description = "There is no such flag")
    @APIResponse(
            responseCode = "409",
            description = "resolved-already, too-late, or why it cannot be moved there, with alternatives")
    @APIResponse(
            responseCode = "422",
            description = "start-missing, start-not-asked, or start-unchanged: it is at that time already")
    public Response resolve(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull Resolution wanted) {
        return idempotency.run(key, "resolveAppointmentFlag " + id, wanted, () -> switch (flags.resolve(
                id, caller.accountId(), wanted)) {
            case FlagOutcome.Resolved(FlagView flag) ->
                Response.status(201).entity(flag).build();
            case FlagOutcome.Unknown() -> throw Problems.notFound();
            case FlagOutcome.ResolvedAlready() ->
                throw Problems.of(409, "resolved-already", "This flag was resolved already.");
            case FlagOutcome.StartMissing() ->
                throw Problems.invalid(
                        422,
                        "start-missing",
                        "Say when it is to be instead.",
                        List.of(new Violation("start", "Is needed to rebook.")));
            case FlagOutcome.StartNotAsked() ->
                throw Problems.invalid(
                        422,
                        "start-not-asked",
                        "Another time goes with rebooking only.",
                        List.of(new Violation("start", "Leave it out.")));
            case FlagOutcome.StartUnchanged() ->
                throw Problems.invalid(
                        422,
                        "start-unchanged",
                        "It takes place at that time already. Keep it, or name another time.",
                        List.of(new Violation("start", "Is the start it has.")));
            case FlagOutcome.TooLate() ->
                throw Problems.of(409, "too-late", "It can no longer be cancelled: it has begun, or is over.");
            case FlagOutcome.NotMoved(var why) ->
                throw Problems.builder(409, why.code(), why.sentence())
                        .with("alternatives", why.alternatives())
                        .build();
        });
    }
}
