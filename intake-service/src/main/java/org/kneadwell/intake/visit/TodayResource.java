package org.kneadwell.intake.visit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.assessment.PressurePlanView;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1/appointments/{appointmentId}/today-check")
@Tag(name = "Today")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Worded
public class TodayResource {

    private final TodayChecks checks;
    private final Caller caller;

    TodayResource(TodayChecks checks, Caller caller) {
        this.checks = checks;
        this.caller = caller;
    }

    /**
     * What has changed today.
     *
     * @param intensityToday 1–10 by region
     * @param newSigns options of the questions urgent_signs, neuro and recent_signs
     */
    @Schema(name = "TodayChange")
    public record TodayRequest(
            @NotNull Tolerance tolerance,

            @Nullable @Size(max = 30) Map<String, Integer> intensityToday,

            @Nullable @Size(max = 20) List<@NotNull @Size(max = 60) String> newSigns,

            @Nullable @Size(max = 1000) String note) {}

    /** What was said, and the plan for this visit. */
    @Schema(name = "TodayCheck")
    public record TodayView(
            UUID appointmentId,
            Tolerance tolerance,
            Map<String, Integer> intensityToday,
            List<String> newSigns,
            @Nullable String note,
            Instant saidAt,
            TriageOutcome outcome,
            List<String> advice,
            PressurePlanView plan) {}

    @GET
    @Operation(operationId = "getTodayCheck", summary = "Read what you said before this visit")
    @APIResponse(responseCode = "200", description = "What you said, and the plan for this visit.")
    @APIResponse(responseCode = "404", description = "Nothing was said, or it is not your appointment.")
    public TodayView read(@PathParam("appointmentId") UUID appointmentId) {
        return checks.read(caller.accountId(), appointmentId);
    }

    @PUT
    @Operation(operationId = "putTodayCheck", summary = "Say what has changed today; may be said again")
    @APIResponse(responseCode = "200", description = "The plan for this visit.")
    @APIResponse(responseCode = "404", description = "It is not your appointment.")
    @APIResponse(responseCode = "409", description = "The appointment is over.")
    @APIResponse(responseCode = "422", description = "Some answers cannot be kept.")
    public TodayView say(@PathParam("appointmentId") UUID appointmentId, @NotNull @Valid TodayRequest request) {
        return checks.say(caller.accountId(), appointmentId, request);
    }
}
