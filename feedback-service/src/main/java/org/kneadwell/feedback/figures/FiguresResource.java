package org.kneadwell.feedback.figures;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.time.InOurTime;
import org.kneadwell.kit.time.Period;

/** How many clients answered, for coordinators. */
@Path("/api/feedback/v1/figures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("coordinator")
@Tag(name = "Figures")
public class FiguresResource {

    private static final int LONGEST_DAYS = 400;

    private final Figures figures;

    FiguresResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Operation(
            operationId = "getFollowUpFigures",
            summary = "How many clients answered after their sessions",
            description = "Of sessions that ended in the period, which has at most 400 days, by days in UTC. Nothing of"
                    + " what they answered.")
    @APIResponse(responseCode = "200", description = "A line for each therapist, by name")
    public FiguresView get(
            @QueryParam("from") @NotNull @InOurTime @Nullable LocalDate from,
            @QueryParam("to") @NotNull @InOurTime @Nullable LocalDate to) {
        return figures.of(Period.asked(from, to, LONGEST_DAYS));
    }
}
