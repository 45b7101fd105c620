package org.kneadwell.intake.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** Erasing everything about oneself. */
@Path("/api/intake/v1/erasure")
@Tag(name = "Privacy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
public class ErasureResource {

    private final Erasures erasures;
    private final Caller caller;

    ErasureResource(Erasures erasures, Caller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    /** @param confirm the word "erase", so that nobody erases by mistake */
    @Schema(name = "ErasureRequest")
    public record Request(
            @NotNull @Pattern(regexp = "erase", message = "Write \"erase\" to confirm.")
            String confirm) {}

    /** Where the erasure stands. Each time is when that service had forgotten. */
    @Schema(name = "Erasure")
    public record View(
            @Schema(required = true) UUID id,
            @Schema(required = true) Instant requestedAt,
            @Nullable Instant bookingAt,
            @Nullable Instant feedbackAt,

            @Schema(required = true, description = "Whether every service has forgotten.")
            boolean complete) {

        static View of(ErasureEntry entry) {
            return new View(
                    entry.id(),
                    entry.requestedAt(),
                    entry.bookingAt(),
                    entry.feedbackAt(),
                    entry.bookingAt() != null && entry.feedbackAt() != null);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "requestErasure",
            summary = "Erase everything about you, for good",
            description = "Your health data is gone with this answer; the other services follow within a minute. Coming"
                    + " appointments are cancelled. Of past ones what bookkeeping needs stays, without your name. It cannot"
                    + " be undone, and this account cannot be used again. Asked for twice, it is the same erasure.")
    @APIResponse(
            responseCode = "202",
            description = "Erased here; the other services are told.",
            content = @Content(schema = @Schema(implementation = View.class)))
    public Response request(@NotNull @Valid Request request) {
        return Response.accepted(View.of(erasures.request(caller.accountId()))).build();
    }

    @GET
    @Operation(operationId = "getErasure", summary = "Read whether every service has forgotten you")
    @APIResponse(
            responseCode = "200",
            description = "Where your erasure stands.",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "404", description = "You have not asked for one.")
    public View state() {
        return View.of(erasures.of(caller.accountId()).orElseThrow(Problems::notFound));
    }
}
