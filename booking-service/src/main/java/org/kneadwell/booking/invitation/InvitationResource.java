package org.kneadwell.booking.invitation;

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
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.security.Caller;

/** Invitations of therapists, for coordinators. */
@Path("/api/booking/v1/therapists/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("coordinator")
@Tag(name = "Therapists")
public class InvitationResource {

    private static final String UNREACHABLE =
            "identity-provider-unreachable: what was reached is kept, and the same request again goes on from there";

    private final Invitations invitations;
    private final Idempotency idempotency;
    private final Caller caller;

    InvitationResource(Invitations invitations, Idempotency idempotency, Caller caller) {
        this.invitations = invitations;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record InvitationPage(
            List<InvitationView> items, @Nullable String next) {}

    @GET
    @Operation(operationId = "listInvitations", summary = "Therapists who were invited, the last ones first")
    @APIResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = InvitationPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var before = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        invitations.before(before, limit + 1),
                        limit,
                        invitation -> invitation.id().toString()),
                uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "inviteTherapist",
            summary = "Invite a therapist",
            description =
                    "Makes an account with the role of a therapist and a profile linked to it, not yet published, and sends"
                            + " a mail with a link for choosing a password. An address that somebody has an account"
                            + " with is refused.")
    @APIResponse(
            responseCode = "201",
            description = "The mail is on its way",
            content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "409", description = "already-invited, mail-has-account or still-running")
    @APIResponse(responseCode = "422", description = "unknown-location, intensity-range or account-refused")
    @APIResponse(responseCode = "503", description = UNREACHABLE)
    public Response invite(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewInvitation wanted) {
        return idempotency.run(
                key,
                "inviteTherapist",
                wanted,
                () -> Response.status(201)
                        .entity(invitations.invite(wanted, caller.accountId()))
                        .build());
    }

    @POST
    @Path("/{invitationId}/resend")
    @Operation(
            operationId = "resendInvitation",
            summary = "Send the mail of an invitation again",
            description = "Its link lasts anew. Within a minute of the last mail nothing is sent.")
    @APIResponse(
            responseCode = "200",
            description = "The invitation as it is now",
            content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "404", description = "No such invitation")
    @APIResponse(
            responseCode = "409",
            description = "invitation-accepted or account-gone; as for inviting, if it was not finished")
    @APIResponse(responseCode = "503", description = UNREACHABLE)
    public Response resend(@PathParam("invitationId") UUID invitationId) {
        return Response.ok(invitations.resend(invitationId)).build();
    }

    @DELETE
    @Path("/{invitationId}")
    @Operation(
            operationId = "revokeInvitation",
            summary = "Take back an invitation that was not accepted",
            description = "The account and the profile go with it.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "No such invitation")
    @APIResponse(responseCode = "409", description = "invitation-accepted, therapist-published or therapist-in-use")
    @APIResponse(responseCode = "503", description = UNREACHABLE)
    public void revoke(@PathParam("invitationId") UUID invitationId) {
        invitations.revoke(invitationId);
    }
}
