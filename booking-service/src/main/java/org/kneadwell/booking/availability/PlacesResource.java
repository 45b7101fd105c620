package org.kneadwell.booking.availability;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.availability.Places.Base;
import org.kneadwell.booking.availability.Places.Way;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** Where a therapist works: for the therapist and for coordinators. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"therapist", "coordinator"})
@Tag(name = "Availability")
public class PlacesResource {

    private final Places places;
    private final Therapists therapists;
    private final Caller caller;

    PlacesResource(Places places, Therapists therapists, Caller caller) {
        this.places = places;
        this.therapists = therapists;
        this.caller = caller;
    }

    record NewBase(@NotNull UUID locationId) {}

    /** By date. Before the first one holds the location the therapist is entered with. */
    record BaseList(List<Base> items) {}

    record NewWay(
            @NotNull UUID one,
            @NotNull UUID other,
            @Min(0) @Max(600) int minutes) {}

    record TravelTimes(@NotNull @Size(max = 200) List<@NotNull @Valid NewWay> items) {}

    @GET
    @Path("/therapists/{therapistId}/bases")
    @Operation(operationId = "listBases", summary = "Where the therapist works from which date on")
    @APIResponse(
            responseCode = "200",
            description = "All of them, by date",
            content = @Content(schema = @Schema(implementation = BaseList.class)))
    public Response bases(@PathParam("therapistId") UUID therapistId) {
        therapists.requireManageable(therapistId, caller);
        var bases = places.bases(therapistId);
        return Response.ok(new BaseList(bases)).tag(ETags.of(Version.of(bases))).build();
    }

    @PUT
    @Path("/therapists/{therapistId}/bases/{from}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putBase",
            summary = "Work at another location from a date on",
            description =
                    "Hours that name no location are meant there, and in its time zone, from that local date on until the"
                            + " next one given. Appointments made before keep their time and place. A date on which"
                            + " nothing begins yet needs no If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "All of them, by date",
            content = @Content(schema = @Schema(implementation = BaseList.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "unknown-location")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response base(
            @PathParam("therapistId") UUID therapistId,
            @PathParam("from") String from,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull NewBase wanted) {
        therapists.requireManageable(therapistId, caller);
        places.base(
                therapistId,
                new Base(AvailabilityResource.date(from), wanted.locationId()),
                version -> ETags.requireMatch(ifMatch, version));
        return bases(therapistId);
    }

    @DELETE
    @Path("/therapists/{therapistId}/bases/{from}")
    @Operation(operationId = "deleteBase", summary = "Stay where one was before that date")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "Nothing begins on that date")
    public void forgetBase(@PathParam("therapistId") UUID therapistId, @PathParam("from") String from) {
        therapists.requireManageable(therapistId, caller);
        LocalDate date = AvailabilityResource.date(from);
        if (!places.forgetBase(therapistId, date)) {
            throw Problems.notFound();
        }
    }

    @GET
    @Path("/therapists/{therapistId}/travel-times")
    @Operation(
            operationId = "getTravelTimes",
            summary = "How long the ways between locations are",
            description = "Where nothing is given, travelMinutes of the booking rules.")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = TravelTimes.class)))
    public Response travelTimes(@PathParam("therapistId") UUID therapistId) {
        therapists.requireManageable(therapistId, caller);
        var ways = places.ways(therapistId);
        return Response.ok(new TravelTimes(ways.stream()
                        .map(way -> new NewWay(way.one(), way.other(), way.minutes()))
                        .toList()))
                .tag(ETags.of(Version.of(ways)))
                .build();
    }

    @PUT
    @Path("/therapists/{therapistId}/travel-times")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putTravelTimes",
            summary = "Replace them all",
            description = "The first time needs no If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = TravelTimes.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "unknown-location; or travel-times: twice the same")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response putTravelTimes(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull TravelTimes wanted) {
        therapists.requireManageable(therapistId, caller);
        places.replaceWays(
                therapistId,
                wanted.items().stream()
                        .map(way -> new Way(way.one(), way.other(), way.minutes()))
                        .toList(),
                version -> ETags.requireMatch(ifMatch, version));
        return travelTimes(therapistId);
    }
}
