package org.kneadwell.intake.draft;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.assessment.AssessmentView;
import org.kneadwell.intake.assessment.Assessments;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.intake.questionnaire.Questionnaire;
import org.kneadwell.intake.questionnaire.Questionnaires;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.vault.Vault;

/** Answers in the making. One open draft per client. */
@ApplicationScoped
class Drafts {

    private final DraftRepository drafts;
    private final Consents consents;
    private final Assessments assessments;
    private final Vault vault;
    private final Clock clock;

    Drafts(DraftRepository drafts, Consents consents, Assessments assessments, Vault vault, Clock clock) {
        this.drafts = drafts;
        this.consents = consents;
        this.assessments = assessments;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    DraftResource.DraftView start(UUID clientId) {
        consents.require(clientId);
        var draft = drafts.openOf(clientId).orElseGet(() -> {
            var made = new Draft(
                    clientId,
                    Questionnaires.CURRENT,
                    Answers.none(Questionnaires.current()).json(),
                    clock.instant(),
                    vault);
            drafts.persistAndFlush(made);
            return made;
        });
        return view(draft);
    }

    @Transactional
    DraftResource.DraftView open(UUID clientId) {
        return view(drafts.openOf(clientId).orElseThrow(Problems::notFound));
    }

    @Transactional
    List<DraftResource.DraftView> newestFirst(UUID clientId, @Nullable UUID before, int limit) {
        return drafts.newestFirst(clientId, before, limit).stream()
                .map(this::view)
                .toList();
    }

    @Transactional
    DraftResource.DraftView one(UUID clientId, UUID id) {
        return view(find(clientId, id));
    }

    @Transactional
    DraftResource.DraftView save(UUID clientId, UUID id, @Nullable String ifMatch, Map<String, JsonNode> changes) {
        consents.require(clientId);
        var draft = find(clientId, id);
        refuseSubmitted(draft);
        ETags.requireMatch(ifMatch, draft.version());
        var answers = answers(draft);
        var wrong = Answers.violations(questionnaire(draft), changes, assessments.today());
        if (!wrong.isEmpty()) {
            throw Problems.invalid(422, "answers-not-valid", "Some answers cannot be kept as they are.", wrong);
        }
        draft.save(answers.with(changes).json(), clock.instant(), vault);
        try {
            drafts.flush();
        } catch (OptimisticLockException e) {
            throw Problems.of(
                    412, "stale", "This was changed since you read it. Read it again, then repeat your change.");
        }
        return view(draft);
    }

    /** All of it or nothing: the answers, the assessment, the plan and the event are one transaction. */
    @Transactional
    AssessmentView submit(UUID clientId, UUID id) {
        consents.require(clientId);
        var draft = find(clientId, id);
        refuseSubmitted(draft);
        var answers = answers(draft);
        var unanswered = answers.unansweredSafety();
        if (!unanswered.isEmpty()) {
            throw Problems.invalid(
                    422,
                    "incomplete-safety-section",
                    "A few safety questions are still open. Your answers so far are kept.",
                    unanswered.stream()
                            .map(key -> new Violation(key, "Please answer this safety question."))
                            .toList());
        }
        draft.submit(clock.instant());
        drafts.flush();
        return assessments.submit(clientId, draft.id(), draft.questionnaireVersion(), answers);
    }

    private static void refuseSubmitted(Draft draft) {
        if (draft.isSubmitted()) {
            throw Problems.of(
                    409, "draft-submitted", "This draft has been submitted. Begin a new one to change your answers.");
        }
    }

    private Draft find(UUID clientId, UUID id) {
        return drafts.of(clientId, id).orElseThrow(Problems::notFound);
    }

    private static Questionnaire questionnaire(Draft draft) {
        return Questionnaires.version(draft.questionnaireVersion()).orElseThrow();
    }

    private Answers answers(Draft draft) {
        return new Answers(questionnaire(draft), draft.answers(vault));
    }

    private DraftResource.DraftView view(Draft draft) {
        var answers = answers(draft);
        return new DraftResource.DraftView(
                draft.id(),
                draft.questionnaireVersion(),
                answers.byQuestion(),
                draft.updatedAt(),
                draft.submittedAt(),
                List.copyOf(answers.unansweredSafety()),
                draft.version());
    }
}
