package org.kneadwell.booking.location;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.location.Rooms.RoomView;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.problem.Problems;

/** The rooms of a location. */
@Path("/api/booking/v1/locations/{locationId}/rooms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Locations")
public class RoomResource {

    private final Rooms rooms;
    private final Idempotency idempotency;

    RoomResource(Rooms rooms, Idempotency idempotency) {
        this.rooms = rooms;
        this.idempotency = idempotency;
    }

    record NewRoom(@NotBlank @Size(max = 80) String name) {}

    /** All rooms of a location: a short list, given whole. */
    record RoomList(List<RoomView> items) {}

    @GET
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(operationId = "listRooms", summary = "The rooms of a location")
    @APIResponse(responseCode = "200", description = "Those that are open, by name")
    @APIResponse(responseCode = "404", description = "No such location")
    public RoomList list(@PathParam("locationId") UUID locationId) {
        return new RoomList(rooms.of(locationId).orElseThrow(Problems::notFound));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(operationId = "addRoom", summary = "Add a room")
    @APIResponse(
            responseCode = "201",
            description = "The room",
            content = @Content(schema = @Schema(implementation = RoomView.class)))
    @APIResponse(responseCode = "404", description = "No such location")
    @APIResponse(responseCode = "409", description = "room-exists: an open room has that name")
    public Response add(
            @PathParam("locationId") UUID locationId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewRoom wanted) {
        return idempotency.run(key, "addRoom " + locationId, wanted, () -> switch (rooms.add(
                locationId, wanted.name().strip())) {
            case Rooms.Adding.Added(RoomView room) ->
                Response.status(201).entity(room).build();
            case Rooms.Adding.Exists() ->
                throw Problems.of(409, "room-exists", "An open room of this location has that name.");
            case Rooms.Adding.NoSuchLocation() -> throw Problems.notFound();
        });
    }

    @DELETE
    @Path("/{roomId}")
    @RolesAllowed("coordinator")
    @Operation(
            operationId = "closeRoom",
            summary = "Close a room",
            description = "It takes no new appointments; those made before keep it.")
    @APIResponse(responseCode = "204", description = "It is closed")
    @APIResponse(responseCode = "404", description = "No such open room there")
    public void close(@PathParam("locationId") UUID locationId, @PathParam("roomId") UUID roomId) {
        if (!rooms.close(locationId, roomId)) {
            throw Problems.notFound();
        }
    }
}
