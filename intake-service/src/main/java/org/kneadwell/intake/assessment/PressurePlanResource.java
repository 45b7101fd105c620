package org.kneadwell.intake.assessment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.plan.Change;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.vocabulary.BodyRegion;

@Path("/api/intake/v1/pressure-plan")
@Tag(name = "Pressure plan")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Worded
public class PressurePlanResource {

    private final PlanReader plans;
    private final Caller caller;

    PressurePlanResource(PlanReader plans, Caller caller) {
        this.plans = plans;
        this.caller = caller;
    }

    /** One page of changes, newest first. */
    @Schema(name = "ChangePage")
    public record ChangePage(List<Change> items, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "getPressurePlan",
            summary = "Read how firm each region may be worked, with one therapist or with a new one")
    @APIResponse(responseCode = "200", description = "The plan.")
    @APIResponse(responseCode = "404", description = "There is no intake yet.")
    public PressurePlanView plan(@QueryParam("therapistId") @Nullable UUID therapistId) {
        return plans.plan(caller.accountId(), therapistId);
    }

    @GET
    @Path("history")
    @Operation(
            operationId = "listPressurePlanChanges",
            summary = "List every change of your plan with its reason, newest first")
    @APIResponse(
            responseCode = "200",
            description = "The changes.",
            content = @Content(schema = @Schema(implementation = ChangePage.class)))
    public Response history(
            @QueryParam("region") @Nullable String region,
            @QueryParam("causeId") @Nullable UUID causeId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var before = Cursor.decodeId(cursor).orElse(null);
        var changes = plans.history(caller.accountId(), region(region), causeId, before, limit + 1);
        return Links.answer(Page.of(changes, limit, change -> change.id().toString()), uri);
    }

    private static @Nullable BodyRegion region(@Nullable String key) {
        if (key == null) {
            return null;
        }
        return Arrays.stream(BodyRegion.values())
                .filter(region -> region.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Problems.invalid(
                        400,
                        "bad-request",
                        "There is no such region.",
                        List.of(new Violation("region", "There is no such region."))));
    }
}
