package org.kneadwell.feedback.followup;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** A client's own follow-ups. */
@Path("/api/feedback/v1/follow-ups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Follow-ups", description = "How a session felt afterwards, asked from 48 to 72 hours after it.")
public class FollowUpResource {

    private final FollowUpQueries queries;
    private final AnswerService answers;
    private final Idempotency idempotency;
    private final Caller caller;
    private final CallersLanguage language;

    FollowUpResource(
            FollowUpQueries queries,
            AnswerService answers,
            Idempotency idempotency,
            Caller caller,
            CallersLanguage language) {
        this.queries = queries;
        this.answers = answers;
        this.idempotency = idempotency;
        this.caller = caller;
        this.language = language;
    }

    @GET
    @Operation(operationId = "listFollowUps", summary = "The caller's follow-ups, newest session first")
    @APIResponse(
            responseCode = "200",
            description = "A page of follow-ups.",
            content = @Content(schema = @Schema(implementation = FollowUpPage.class)))
    public Response list(
            @Parameter(
                            description = "Only those in this state.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "scheduled",
                                                "invited",
                                                "reminded",
                                                "answered",
                                                "ask_again",
                                                "missed",
                                                "cancelled"
                                            }))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "The next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        return Links.answer(queries.ofClient(caller.accountId(), state(state), cursor, limit), uri);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getFollowUp", summary = "One of the caller's follow-ups")
    @APIResponse(
            responseCode = "200",
            description = "The follow-up with everything answered so far.",
            content = @Content(schema = @Schema(implementation = FollowUpView.class)))
    public Response get(@PathParam("id") UUID id) {
        return Response.ok(queries.ofClient(caller.accountId(), id).orElseThrow(Problems::notFound))
                .build();
    }

    @POST
    @Path("/{id}/answers")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "answerFollowUp",
            summary = "Answer a follow-up",
            description = "Before 48 h soreness is kept and asked for again; after 72 h it is too late (409"
                    + " follow-up-closed), and signs can still be reported.")
    @APIResponse(
            responseCode = "201",
            description = "What the answer means, and what to do.",
            content = @Content(schema = @Schema(implementation = AnswerResult.class)))
    @Worded
    public Response answer(
            @PathParam("id") UUID id,
            @Parameter(required = true, description = "A value of the caller's own; the same one again acts once.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            @NotNull @Valid AnswerRequest request) {
        return idempotency.runSealed(
                key,
                "answerFollowUp " + id,
                request,
                caller.accountId(),
                () -> respond(answers.answer(
                        id, caller.accountId(), request.told(), request.note(), request.keepsNotePrivate())));
    }

    @POST
    @Path("/{id}/adverse-signs")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reportAdverseSigns",
            summary = "Report warning signs",
            description = "At any time after the session: before the follow-up, after its answer, after it closed.")
    @APIResponse(
            responseCode = "201",
            description = "What the signs mean, and what to do.",
            content = @Content(schema = @Schema(implementation = AnswerResult.class)))
    @Worded
    public Response reportSigns(
            @PathParam("id") UUID id,
            @Parameter(required = true, description = "A value of the caller's own; the same one again acts once.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            @NotNull @Valid SignsRequest request) {
        return idempotency.runSealed(
                key,
                "reportAdverseSigns " + id,
                request,
                caller.accountId(),
                () -> respond(answers.signs(
                        id, caller.accountId(), request.signs(), request.note(), request.keepsNotePrivate())));
    }

    private Response respond(AnswerOutcome outcome) {
        return switch (outcome) {
            case AnswerOutcome.Recorded recorded ->
                Response.status(Response.Status.CREATED)
                        .entity(AnswerResult.of(recorded, language.get()))
                        .build();
            case AnswerOutcome.NotFound() -> throw Problems.notFound();
            case AnswerOutcome.AlreadyAnswered() ->
                throw Problems.of(
                        409,
                        "already-answered",
                        "This follow-up has its answer. If a warning sign appears, report it here at any time.");
            case AnswerOutcome.Closed() ->
                throw Problems.of(
                        409,
                        "follow-up-closed",
                        "The time to answer is over. If a warning sign appears, report it here at any time.");
            case AnswerOutcome.Contradictory(var contradictions) ->
                throw Problems.invalid(
                        422,
                        "contradictory-answer",
                        "Some of these numbers cannot be so together.",
                        contradictions.stream()
                                .map(c -> new Violation(c.field(), c.message()))
                                .toList());
        };
    }

    private static @Nullable FollowUpState state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(FollowUpState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> Problems.unfit("state", "There is no such state."));
    }

    @Schema(name = "FollowUpPage")
    record FollowUpPage(
            @Schema(required = true) List<FollowUpView> items,

            @Schema(description = "The cursor of the next page; left out on the last.") @Nullable
            String next) {}
}
