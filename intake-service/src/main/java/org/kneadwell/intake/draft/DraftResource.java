package org.kneadwell.intake.draft;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.assessment.AssessmentView;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1/drafts")
@Tag(name = "Draft")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
public class DraftResource {

    private final Drafts drafts;
    private final Caller caller;
    private final Idempotency idempotency;

    DraftResource(Drafts drafts, Caller caller, Idempotency idempotency) {
        this.drafts = drafts;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /**
     * Answers in the making.
     *
     * @param answers by question key
     * @param submittedAt when they were submitted; absent: not yet
     * @param unansweredSafety safety questions that are still open
     */
    @Schema(name = "Draft")
    public record DraftView(
            UUID id,
            String questionnaireVersion,
            Map<String, JsonNode> answers,
            Instant updatedAt,
            @Nullable Instant submittedAt,
            List<String> unansweredSafety,
            @JsonIgnore @Schema(hidden = true) long version) {}

    /** One page of drafts, newest first. */
    @Schema(name = "DraftPage")
    public record DraftPage(List<DraftView> items, @Nullable String next) {}

    /** Some answers by question key; null takes one back. */
    @Schema(name = "DraftChange")
    public record DraftChange(@NotNull @Size(max = 100) Map<String, JsonNode> answers) {}

    @POST
    @Operation(operationId = "startDraft", summary = "Begin answering, or go on with the open draft; needs consent")
    @APIResponse(
            responseCode = "201",
            description = "The draft.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "403", description = "Consent is missing.")
    public Response start(@HeaderParam("Idempotency-Key") @Nullable String key) {
        return idempotency.runSealed(key, "startDraft", null, caller.accountId(), () -> {
            var draft = drafts.start(caller.accountId());
            return Response.created(URI.create("/api/intake/v1/drafts/" + draft.id()))
                    .tag(ETags.of(draft.version()))
                    .entity(draft)
                    .build();
        });
    }

    @GET
    @Operation(operationId = "listDrafts", summary = "List all your answers, also the submitted ones, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of drafts.",
            content = @Content(schema = @Schema(implementation = DraftPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var before = Cursor.decodeId(cursor).orElse(null);
        var found = drafts.newestFirst(caller.accountId(), before, limit + 1);
        return Links.answer(Page.of(found, limit, one -> one.id().toString()), uri);
    }

    @GET
    @Path("current")
    @Operation(operationId = "getOpenDraft", summary = "Read your open draft")
    @APIResponse(
            responseCode = "200",
            description = "The draft.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "404", description = "None is open.")
    public Response open() {
        return answer(drafts.open(caller.accountId()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getDraft", summary = "Read one of your drafts")
    @APIResponse(
            responseCode = "200",
            description = "The draft.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "404", description = "It is not there, or not yours.")
    public Response one(@PathParam("id") UUID id) {
        return answer(drafts.one(caller.accountId(), id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "saveDraft", summary = "Save some answers")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "412", description = "It was changed since you read it.")
    @APIResponse(responseCode = "422", description = "Some answers cannot be kept.")
    public Response save(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid DraftChange change) {
        return answer(drafts.save(caller.accountId(), id, ifMatch, change.answers()));
    }

    @POST
    @Path("{id}/submission")
    @Operation(operationId = "submitDraft", summary = "Submit the answers and read what they mean")
    @APIResponse(
            responseCode = "201",
            description = "The assessment.",
            content = @Content(schema = @Schema(implementation = AssessmentView.class)))
    @APIResponse(responseCode = "422", description = "Safety questions are open; the draft is kept.")
    @Worded
    public Response submit(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        return idempotency.runSealed(key, "submitDraft/" + id, null, caller.accountId(), () -> {
            var assessment = drafts.submit(caller.accountId(), id);
            return Response.created(URI.create("/api/intake/v1/assessments/" + assessment.id()))
                    .entity(assessment)
                    .build();
        });
    }

    private static Response answer(DraftView draft) {
        return Response.ok(draft).tag(ETags.of(draft.version())).build();
    }
}
