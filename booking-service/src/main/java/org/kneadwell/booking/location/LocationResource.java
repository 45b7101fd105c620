package org.kneadwell.booking.location;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;

/** Jurisdictions for everybody signed in; places for clients; locations for coordinators. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Locations")
public class LocationResource {

    private final Locations locations;
    private final Idempotency idempotency;

    LocationResource(Locations locations, Idempotency idempotency) {
        this.locations = locations;
        this.idempotency = idempotency;
    }

    /** All jurisdictions: a short list, given whole. */
    record JurisdictionList(List<JurisdictionView> items) {}

    record PlacePage(List<PlaceView> items, @Nullable String next) {}

    record LocationPage(List<LocationView> items, @Nullable String next) {}

    @GET
    @Path("/jurisdictions")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(operationId = "listJurisdictions", summary = "The jurisdictions licences are for")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = JurisdictionList.class)))
    public Response jurisdictions() {
        return Response.ok(new JurisdictionList(locations.jurisdictions())).build();
    }

    @GET
    @Path("/places")
    @RolesAllowed("client")
    @Operation(
            operationId = "listPlaces",
            summary = "The places where one can be treated",
            description = "Those at which therapists work whom clients see. Matches can be narrowed to one of them.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = PlacePage.class)))
    public Response places(
            @Parameter(description = "Only those where this jurisdiction's licences count")
                    @QueryParam("jurisdiction")
                    @Nullable
                    @Size(max = 40)
                    String jurisdiction,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        locations.places(jurisdiction, after, limit + 1),
                        limit,
                        place -> place.id().toString()),
                uri);
    }

    @GET
    @Path("/locations")
    @RolesAllowed("coordinator")
    @Operation(operationId = "listLocations", summary = "The places sessions take place at")
    @APIResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = LocationPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        locations.after(after, limit + 1),
                        limit,
                        location -> location.id().toString()),
                uri);
    }

    @POST
    @Path("/locations")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(operationId = "addLocation", summary = "Add a place")
    @APIResponse(
            responseCode = "201",
            description = "The place",
            content = @Content(schema = @Schema(implementation = LocationView.class)))
    @APIResponse(responseCode = "422", description = "The jurisdiction or the time zone is not known")
    public Response add(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewLocation wanted) {
        return idempotency.run(
                key,
                "addLocation",
                wanted,
                () -> Response.status(201).entity(locations.add(wanted)).build());
    }

    @GET
    @Path("/locations/{locationId}")
    @RolesAllowed("coordinator")
    @Operation(operationId = "getLocation", summary = "One place")
    @APIResponse(
            responseCode = "200",
            description = "The place",
            content = @Content(schema = @Schema(implementation = LocationView.class)))
    @APIResponse(responseCode = "404", description = "No such location")
    public Response one(@PathParam("locationId") UUID locationId) {
        return answer(locations.one(locationId).orElseThrow(Problems::notFound));
    }

    @PUT
    @Path("/locations/{locationId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(
            operationId = "putLocation",
            summary = "Change the name or the address of a place",
            description =
                    "Appointments made before keep what was said when they were booked. Jurisdiction and time zone"
                            + " stay: a place elsewhere is another place.")
    @APIResponse(
            responseCode = "200",
            description = "The place as it is now",
            content = @Content(schema = @Schema(implementation = LocationView.class)))
    @APIResponse(responseCode = "404", description = "No such location")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("locationId") UUID locationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull LocationChange wanted) {
        return answer(locations.change(locationId, wanted, version -> ETags.requireMatch(ifMatch, version)));
    }

    private static Response answer(Locations.Versioned location) {
        return Response.ok(location.view()).tag(ETags.of(location.version())).build();
    }
}
