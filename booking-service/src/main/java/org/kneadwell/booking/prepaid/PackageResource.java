package org.kneadwell.booking.prepaid;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.kneadwell.booking.prepaid.Packages.Versioned;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** The packages a therapist offers: read by everybody signed in, kept by the therapist and by coordinators. */
@Path("/api/booking/v1/therapists/{therapistId}/packages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packages")
public class PackageResource {

    private final Packages packages;
    private final Therapists therapists;
    private final Idempotency idempotency;
    private final Caller caller;

    PackageResource(Packages packages, Therapists therapists, Idempotency idempotency, Caller caller) {
        this.packages = packages;
        this.therapists = therapists;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record PackagePage(List<PackageView> items, @Nullable String next) {}

    @GET
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(
            operationId = "listPackages",
            summary = "The packages a therapist offers",
            description = "The therapist and coordinators also see those that were withdrawn.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them, oldest first",
            content = @Content(schema = @Schema(implementation = PackagePage.class)))
    public Response list(
            @PathParam("therapistId") UUID therapistId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        packages.of(therapistId, seesAll(therapistId), after, limit + 1),
                        limit,
                        offered -> offered.id().toString()),
                uri);
    }

    @GET
    @Path("/{packageId}")
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(operationId = "getPackage", summary = "One package, to change it")
    @APIResponse(
            responseCode = "200",
            description = "The package",
            content = @Content(schema = @Schema(implementation = PackageView.class)))
    @APIResponse(responseCode = "404", description = "No such package, or another's")
    public Response get(@PathParam("therapistId") UUID therapistId, @PathParam("packageId") UUID packageId) {
        therapists.requireManageable(therapistId, caller);
        return answer(200, packages.find(therapistId, packageId).orElseThrow(Problems::notFound));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(operationId = "offerPackage", summary = "Offer several sessions at one price")
    @APIResponse(
            responseCode = "201",
            description = "The package",
            content = @Content(schema = @Schema(implementation = PackageView.class)))
    @APIResponse(responseCode = "404", description = "No such therapist, or another")
    @APIResponse(responseCode = "422", description = "unknown-service, unknown-currency or not-an-amount")
    public Response offer(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("therapistId") UUID therapistId,
            @Valid @NotNull NewPackage wanted) {
        therapists.requireManageable(therapistId, caller);
        return idempotency.run(
                key, "offerPackage " + therapistId, wanted, () -> answer(201, packages.offer(therapistId, wanted)));
    }

    @PUT
    @Path("/{packageId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "putPackage",
            summary = "Change a package",
            description = "What was bought before stays as it was bought.")
    @APIResponse(
            responseCode = "200",
            description = "The package as it is now",
            content = @Content(schema = @Schema(implementation = PackageView.class)))
    @APIResponse(responseCode = "404", description = "No such package, or another's")
    @APIResponse(responseCode = "409", description = "package-withdrawn")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "unknown-service, unknown-currency or not-an-amount")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("therapistId") UUID therapistId,
            @PathParam("packageId") UUID packageId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull NewPackage wanted) {
        therapists.requireManageable(therapistId, caller);
        return answer(
                200,
                packages.change(therapistId, packageId, wanted, version -> ETags.requireMatch(ifMatch, version))
                        .orElseThrow(Problems::notFound));
    }

    @DELETE
    @Path("/{packageId}")
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "withdrawPackage",
            summary = "Sell no more of a package",
            description = "What was bought before can be used. Withdrawing again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The package as it is now",
            content = @Content(schema = @Schema(implementation = PackageView.class)))
    @APIResponse(responseCode = "404", description = "No such package, or another's")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response withdraw(
            @PathParam("therapistId") UUID therapistId,
            @PathParam("packageId") UUID packageId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        therapists.requireManageable(therapistId, caller);
        return answer(
                200,
                packages.withdraw(therapistId, packageId, version -> ETags.requireMatch(ifMatch, version))
                        .orElseThrow(Problems::notFound));
    }

    private boolean seesAll(UUID therapistId) {
        return caller.isCoordinator() || (caller.isTherapist() && packages.belongsTo(therapistId, caller.accountId()));
    }

    private static Response answer(int status, Versioned offered) {
        return Response.status(status)
                .entity(offered.view())
                .tag(ETags.of(offered.version()))
                .build();
    }
}
