package org.kneadwell.booking.client;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.Profiles.Versioned;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** A client's own settings. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Profile")
public class ProfileResource {

    private final Profiles profiles;
    private final Caller caller;

    ProfileResource(Profiles profiles, Caller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    /** All blocked therapists: a short list, given whole. */
    record BlockedList(List<BlockedTherapist> items) {}

    @GET
    @Path("/me/profile")
    @Operation(operationId = "getProfile", summary = "Where you are")
    @APIResponse(
            responseCode = "200",
            description = "The profile",
            content = @Content(schema = @Schema(implementation = Profile.class)))
    @APIResponse(responseCode = "404", description = "You have not said yet")
    public Response get() {
        return answer(profiles.versioned(caller.accountId()).orElseThrow(Problems::notFound));
    }

    @PUT
    @Path("/me/profile")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putProfile",
            summary = "Say where you are",
            description = "The first time needs no If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The profile as it is now",
            content = @Content(schema = @Schema(implementation = Profile.class)))
    @APIResponse(responseCode = "412", description = "Changed in the meantime")
    @APIResponse(responseCode = "422", description = "The jurisdiction or the time zone is not known")
    @APIResponse(responseCode = "428", description = "There is a profile already, and If-Match is missing")
    public Response put(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Profile wanted) {
        return answer(profiles.replace(caller.accountId(), wanted, version -> ETags.requireMatch(ifMatch, version)));
    }

    @GET
    @Path("/me/blocked-therapists")
    @Operation(operationId = "listBlockedTherapists", summary = "Therapists you do not want to be matched with")
    @APIResponse(
            responseCode = "200",
            description = "All of them, by name",
            content = @Content(schema = @Schema(implementation = BlockedList.class)))
    public Response blocked() {
        return Response.ok(new BlockedList(profiles.blockedByName(caller.accountId())))
                .build();
    }

    @PUT
    @Path("/me/blocked-therapists/{therapistId}")
    @Operation(operationId = "blockTherapist", summary = "Be matched with this therapist no more")
    @APIResponse(responseCode = "204", description = "Blocked")
    @APIResponse(responseCode = "404", description = "No such therapist")
    public Response block(@PathParam("therapistId") UUID therapistId) {
        if (!profiles.block(caller.accountId(), therapistId)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    @DELETE
    @Path("/me/blocked-therapists/{therapistId}")
    @Operation(operationId = "unblockTherapist", summary = "Be matched with this therapist again")
    @APIResponse(responseCode = "204", description = "No longer blocked")
    @APIResponse(responseCode = "404", description = "You had not blocked this therapist")
    public Response unblock(@PathParam("therapistId") UUID therapistId) {
        if (!profiles.unblock(caller.accountId(), therapistId)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    private static Response answer(Versioned profile) {
        return Response.ok(profile.profile()).tag(ETags.of(profile.version())).build();
    }
}
