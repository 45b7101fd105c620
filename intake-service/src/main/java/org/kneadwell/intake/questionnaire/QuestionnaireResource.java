package org.kneadwell.intake.questionnaire;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.problem.Problems;

@Path("/api/intake/v1/questionnaires")
@Tag(name = "Questionnaire")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"client", "therapist", "coordinator"})
@Worded
public class QuestionnaireResource {

    private final CallersLanguage language;

    QuestionnaireResource(CallersLanguage language) {
        this.language = language;
    }

    @GET
    @Path("current")
    @Operation(operationId = "getCurrentQuestionnaire", summary = "Read the questionnaire new drafts use")
    @APIResponse(responseCode = "200", description = "The questionnaire, as data any client can render.")
    public Questionnaire current() {
        return Questionnaires.version(Questionnaires.CURRENT, language.get()).orElseThrow();
    }

    @GET
    @Path("{version}")
    @Operation(operationId = "getQuestionnaire", summary = "Read one version of the questionnaire")
    @APIResponse(responseCode = "200", description = "The questionnaire.")
    @APIResponse(responseCode = "404", description = "There is no such version.")
    public Questionnaire version(@PathParam("version") String version) {
        return Questionnaires.version(version, language.get()).orElseThrow(Problems::notFound);
    }
}
