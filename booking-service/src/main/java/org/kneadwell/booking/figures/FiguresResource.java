package org.kneadwell.booking.figures;

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

/** How a period went, for coordinators. */
@Path("/api/booking/v1/figures")
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
            operationId = "getFigures",
            summary = "Working and booked time, cancellations and missed appointments of a period",
            description = "At most 400 days. Dates are local to each location. Working time is that of published"
                    + " therapists, by their hours as they are now.")
    @APIResponse(responseCode = "200", description = "A line for each therapist and location")
    public FiguresView get(
            @QueryParam("from") @NotNull @InOurTime @Nullable LocalDate from,
            @QueryParam("to") @NotNull @InOurTime @Nullable LocalDate to) {
        return figures.of(Period.asked(from, to, LONGEST_DAYS));
    }

    @GET
    @Path("/open-requests")
    @Operation(
            operationId = "getOpenRequests",
            summary = "Requests that therapists have not answered yet",
            description = "Who they are of is for the therapists.")
    @APIResponse(responseCode = "200", description = "How many, and when the next of them runs out")
    public OpenRequests openRequests() {
        return figures.openRequests();
    }
}
