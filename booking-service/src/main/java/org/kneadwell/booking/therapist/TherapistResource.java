package org.kneadwell.booking.therapist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.credential.LicenceView;
import org.kneadwell.booking.credential.Licences;
import org.kneadwell.booking.credential.NewLicence;
import org.kneadwell.booking.credential.Revocation;
import org.kneadwell.booking.therapist.Therapists.Versioned;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** Therapists: read by everybody signed in, managed by coordinators. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Therapists")
public class TherapistResource {

    private final Therapists therapists;
    private final Licences licences;
    private final Idempotency idempotency;
    private final Caller caller;

    TherapistResource(Therapists therapists, Licences licences, Idempotency idempotency, Caller caller) {
        this.therapists = therapists;
        this.licences = licences;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record TherapistPage(
            List<TherapistView> items, @Nullable String next) {}

    @GET
    @Path("/therapists")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(
            operationId = "listTherapists",
            summary = "Published therapists; all of them for a coordinator",
            description = "Licence numbers and contacts are shown to coordinators only.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them, by id",
            content = @Content(schema = @Schema(implementation = TherapistPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        therapists.after(after, limit + 1, caller.isCoordinator()),
                        limit,
                        therapist -> therapist.id().toString()),
                uri);
    }

    @GET
    @Path("/therapists/{therapistId}")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(operationId = "getTherapist", summary = "One therapist")
    @APIResponse(
            responseCode = "200",
            description = "The therapist",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    @APIResponse(responseCode = "404", description = "There is none, or it is not published")
    public Response get(@PathParam("therapistId") UUID therapistId) {
        return answer(200, therapists.find(therapistId, caller).orElseThrow(Problems::notFound));
    }

    @GET
    @Path("/me/therapist")
    @RolesAllowed("therapist")
    @Operation(operationId = "getMyTherapist", summary = "The therapist this account belongs to")
    @APIResponse(
            responseCode = "200",
            description = "The therapist",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    @APIResponse(responseCode = "404", description = "No coordinator has entered this account yet")
    public Response mine() {
        return answer(200, therapists.signedIn(caller.accountId()).orElseThrow(Problems::notFound));
    }

    @PUT
    @Path("/me/therapist")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("therapist")
    @Operation(
            operationId = "putMyTherapist",
            summary = "Change what a therapist says of itself",
            description =
                    "What bookings are allowed by (licences, experience, ways of working), name, address and place are"
                            + " a coordinator's to change. What is booked stays as it was booked.")
    @APIResponse(
            responseCode = "200",
            description = "The therapist as it is now",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    @APIResponse(responseCode = "404", description = "No coordinator has entered this account yet")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "intensity-range or unknown-language")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response changeMine(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull OwnProfile profile) {
        return answer(
                200,
                therapists.changeOwn(caller.accountId(), profile, version -> ETags.requireMatch(ifMatch, version)));
    }

    @POST
    @Path("/therapists")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(operationId = "addTherapist", summary = "Enter a therapist, not yet published")
    @APIResponse(
            responseCode = "201",
            description = "The therapist",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    @APIResponse(responseCode = "409", description = "The account already belongs to a therapist")
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull TherapistProfile profile) {
        return idempotency.run(key, "addTherapist", profile, () -> answer(201, therapists.add(profile)));
    }

    @PUT
    @Path("/therapists/{therapistId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(operationId = "putTherapist", summary = "Change what is said of a therapist")
    @APIResponse(
            responseCode = "200",
            description = "The therapist as it is now",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response change(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull TherapistProfile profile) {
        return answer(200, therapists.change(therapistId, profile, version -> ETags.requireMatch(ifMatch, version)));
    }

    @POST
    @Path("/therapists/{therapistId}/publication")
    @RolesAllowed("coordinator")
    @Operation(
            operationId = "publishTherapist",
            summary = "Make a therapist visible to clients",
            description = "Publishing again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The therapist as it is now",
            content = @Content(schema = @Schema(implementation = TherapistView.class)))
    public Response publish(@PathParam("therapistId") UUID therapistId) {
        return answer(200, therapists.publish(therapistId));
    }

    @POST
    @Path("/therapists/{therapistId}/services")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(operationId = "addService", summary = "Offer another kind of session")
    @APIResponse(
            responseCode = "201",
            description = "The kind of session",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response addService(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewService wanted) {
        therapists.requireManageable(therapistId, caller);
        return idempotency.run(
                key,
                "addService " + therapistId,
                wanted,
                () -> Response.status(201)
                        .entity(therapists.addService(therapistId, wanted))
                        .build());
    }

    @POST
    @Path("/therapists/{therapistId}/licences")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(operationId = "addLicence", summary = "Enter a licence, not yet verified")
    @APIResponse(
            responseCode = "201",
            description = "The licence",
            content = @Content(schema = @Schema(implementation = LicenceView.class)))
    @APIResponse(responseCode = "409", description = "A licence with this number was entered before")
    public Response addLicence(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewLicence wanted) {
        therapists.requireManageable(therapistId, caller);
        return idempotency.run(
                key,
                "addLicence " + therapistId,
                wanted,
                () -> Response.status(201)
                        .entity(licences.add(therapistId, wanted))
                        .build());
    }

    @POST
    @Path("/therapists/{therapistId}/licences/{licenceId}/verification")
    @RolesAllowed("coordinator")
    @Operation(
            operationId = "verifyLicence",
            summary = "Say that a licence was checked",
            description = "Only a verified licence counts for matching. Verifying again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The licence",
            content = @Content(schema = @Schema(implementation = LicenceView.class)))
    public Response verify(@PathParam("therapistId") UUID therapistId, @PathParam("licenceId") UUID licenceId) {
        return Response.ok(licences.verify(therapistId, licenceId, caller.accountId())
                        .orElseThrow(Problems::notFound))
                .build();
    }

    @POST
    @Path("/therapists/{therapistId}/licences/{licenceId}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("coordinator")
    @Operation(
            operationId = "revokeLicence",
            summary = "Say that a verified licence does not count any more",
            description =
                    "At once nothing is offered on days only it covers, and each appointment on such a day is flagged;"
                            + " none is cancelled. Revoking again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The licence",
            content = @Content(schema = @Schema(implementation = LicenceView.class)))
    @APIResponse(responseCode = "409", description = "licence-not-verified")
    public Response revoke(
            @PathParam("therapistId") UUID therapistId,
            @PathParam("licenceId") UUID licenceId,
            @Valid @NotNull Revocation why) {
        return Response.ok(licences.revoke(therapistId, licenceId, caller.accountId(), why)
                        .orElseThrow(Problems::notFound))
                .build();
    }

    private static Response answer(int status, Versioned therapist) {
        return Response.status(status)
                .entity(therapist.view())
                .tag(ETags.of(therapist.version()))
                .build();
    }
}
