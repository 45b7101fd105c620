package org.kneadwell.intake.assessment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.kit.time.InOurTime;

@Path("/api/intake/v1/clearances")
@Tag(name = "Clearance")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
public class ClearanceResource {

    private final Clearances clearances;
    private final Caller caller;
    private final Idempotency idempotency;

    ClearanceResource(Clearances clearances, Caller caller, Idempotency idempotency) {
        this.clearances = clearances;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /**
     * A clinician's note.
     *
     * @param conditions the ids of the rules it is about, as an assessment's reasons name them
     */
    public record ClearanceRequest(
            @NotNull @Size(min = 1, max = 20) List<@NotBlank @Size(max = 60) String> conditions,

            @NotBlank @Size(max = 200) String clinician,
            @NotNull @InOurTime(from = 1900) LocalDate notedOn,
            @NotNull @InOurTime(from = 1900) LocalDate validFrom,
            @NotNull @InOurTime(from = 1900) LocalDate validUntil) {}

    /** A note on file. */
    @Schema(name = "Clearance")
    public record ClearanceView(
            UUID id,
            List<String> conditions,
            String clinician,
            LocalDate notedOn,
            LocalDate validFrom,
            LocalDate validUntil,
            Instant recordedAt,
            boolean coversToday) {}

    @POST
    @Operation(operationId = "recordClearance", summary = "Put a clinician's note on file; you are assessed again")
    @APIResponse(
            responseCode = "201",
            description = "The note is on file.",
            content = @Content(schema = @Schema(implementation = ClearanceView.class)))
    @APIResponse(responseCode = "422", description = "The note cannot be put on file as it is.")
    public Response record(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ClearanceRequest request) {
        return idempotency.runSealed(
                key,
                "recordClearance",
                request,
                caller.accountId(),
                () -> Response.status(201)
                        .entity(clearances.record(caller.accountId(), request))
                        .build());
    }

    @GET
    @Operation(operationId = "listClearances", summary = "List your clinicians' notes, newest first")
    @APIResponse(responseCode = "200", description = "The notes.")
    public Page<ClearanceView> list() {
        return new Page<>(clearances.of(caller.accountId()), null);
    }
}
