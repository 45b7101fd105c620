package org.kneadwell.intake.assessment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.intake.consent.ConsentGivenAgain;
import org.kneadwell.intake.plan.PlanBook;
import org.kneadwell.intake.pressure.Preference;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.intake.questionnaire.Questionnaires;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.intake.triage.ClearanceOnFile;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;

/** Works out what answers mean, stores it with the rules it used, and tells the other services what they need. */
@ApplicationScoped
public class Assessments {

    private static final String AFTER_SESSION = "after_session";
    private static final Set<String> SUSPENSION_RULES = Set.of("follow_up_urgent", "follow_up_doctor");

    private final AssessmentRepository assessments;
    private final ClearanceRepository clearances;
    private final PlanBook plan;
    private final Events events;
    private final Vault vault;
    private final CallersLanguage language;
    private final Clock clock;

    Assessments(
            AssessmentRepository assessments,
            ClearanceRepository clearances,
            PlanBook plan,
            Events events,
            Vault vault,
            CallersLanguage language,
            Clock clock) {
        this.assessments = assessments;
        this.clearances = clearances;
        this.plan = plan;
        this.events = events;
        this.vault = vault;
        this.language = language;
        this.clock = clock;
    }

    /** Today where no place is known: the date in UTC. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Assesses a complete set of answers; the plan keeps its history. */
    @Transactional(Transactional.TxType.MANDATORY)
    public AssessmentView submit(UUID clientId, UUID draftId, String questionnaireVersion, Answers answers) {
        var now = clock.instant();
        plan.lock(clientId);
        var stored = assess(clientId, draftId, "submission", questionnaireVersion, answers, null);
        var triage = triageOf(stored, true);
        var stated = new EnumMap<BodyRegion, Preference>(BodyRegion.class);
        var words = answers.pressureWords();
        var numbers = answers.intensities();
        var regions = new HashSet<>(words.keySet());
        regions.addAll(numbers.keySet());
        for (var region : regions) {
            stated.put(region, new Preference(words.get(region), numbers.get(region), now));
        }
        plan.state(clientId, stated, triage, stored.id(), now);
        publishAssessed(clientId, stored);
        return view(stored);
    }

    /** Assesses the same answers again, because a note, a sign or the day has changed. Nothing happens without an intake. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reassess(UUID clientId, String cause, @Nullable UUID causeId) {
        reassess(clientId, cause, causeId, Map.of());
    }

    /** As above, with signs the client has named since, by question key. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reassess(UUID clientId, String cause, @Nullable UUID causeId, Map<String, Set<String>> signs) {
        plan.lock(clientId);
        var current = assessments.currentOf(clientId).orElse(null);
        if (current == null) {
            return;
        }
        var answers = answersOf(current);
        for (var sign : signs.entrySet()) {
            answers = answers.adding(sign.getKey(), sign.getValue());
        }
        var stored = assess(clientId, current.draftId(), cause, current.questionnaireVersion(), answers, causeId);
        publishAssessed(clientId, stored);
    }

    /** The other services forgot when consent was withdrawn. */
    void goOn(@Observes ConsentGivenAgain given) {
        reassess(given.clientId(), "consent", null);
    }

    private Assessment assess(
            UUID clientId,
            UUID draftId,
            String cause,
            String questionnaireVersion,
            Answers given,
            @Nullable UUID causeId) {
        var now = clock.instant();
        var suspendedAs = plan.standing(clientId).suspendedAs();
        var answers = given.without(AFTER_SESSION);
        if (suspendedAs != null) {
            answers = answers.adding(AFTER_SESSION, Set.of(suspendedAs.key()));
        }
        var notes = notesFor(clientId);
        var triage = Triage.of(RuleSets.current(), answers.facts(), notes, today(), true);
        var cleared = triage.reasons().stream()
                .anyMatch(reason -> reason.cleared() && SUSPENSION_RULES.contains(reason.ruleId()));
        if (suspendedAs != null && cleared && causeId != null) {
            // The note has done its work: the plan goes on, two lower, and the note's end does not suspend it again.
            answers = answers.without(AFTER_SESSION);
            triage = Triage.of(RuleSets.current(), answers.facts(), notes, today(), true);
            plan.resume(clientId, triage, causeId, now);
        }
        assessments.currentOf(clientId).ifPresent(Assessment::giveWay);
        assessments.flush();
        var stored = new Assessment(
                clientId,
                draftId,
                cause,
                new Assessment.Basis(answers.json(), notes),
                questionnaireVersion,
                triage,
                now,
                vault);
        assessments.persistAndFlush(stored);
        return stored;
    }

    /** A note from before a suspension does not lift it. */
    private List<ClearanceOnFile> notesFor(UUID clientId) {
        var suspendedAt = plan.suspendedAt(clientId).orElse(null);
        var notes = new ArrayList<ClearanceOnFile>();
        for (var clearance : clearances.of(clientId)) {
            var note = clearance.onFile(vault);
            if (suspendedAt != null && !clearance.recordedAfter(suspendedAt)) {
                var rules = note.ruleIds().stream()
                        .filter(rule -> !SUSPENSION_RULES.contains(rule))
                        .collect(Collectors.toSet());
                if (rules.isEmpty()) {
                    continue;
                }
                note = new ClearanceOnFile(rules, note.validFrom(), note.validUntil());
            }
            notes.add(note);
        }
        return notes;
    }

    /**
     * The client as of a day; empty without an intake.
     *
     * @param firstVisit whether the client has not yet completed a session with the therapist in question
     */
    @Transactional
    public Optional<Picture> picture(UUID clientId, LocalDate day, boolean firstVisit) {
        return assessments.currentOf(clientId).map(current -> {
            var answers = answersOf(current);
            var rules = RuleSets.version(RuleSets.CURRENT, language.get());
            var triage = Triage.of(rules, answers.facts(), notesFor(clientId), day, firstVisit);
            return new Picture(
                    current.id(),
                    answers,
                    triage,
                    plan.standing(clientId),
                    plan.states(clientId),
                    plan.lastChanges(clientId),
                    language.get());
        });
    }

    /** Tells the other services which regions have changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publishPlan(UUID clientId, Set<BodyRegion> changed) {
        picture(clientId, today(), true).ifPresent(picture -> {
            var visit = picture.visit(clock.instant(), true, Tolerance.SAME);
            events.publish(new PressurePlanChanged(
                    clientId,
                    clock.instant(),
                    picture.targets(changed, visit),
                    picture.standing().suspendedAs() != null));
        });
    }

    @Transactional
    AssessmentView current(UUID clientId) {
        return view(assessments.currentOf(clientId).orElseThrow(Problems::notFound));
    }

    @Transactional
    AssessmentView one(UUID clientId, UUID id) {
        return view(assessments.of(clientId, id).orElseThrow(Problems::notFound));
    }

    @Transactional
    List<AssessmentView> newestFirst(UUID clientId, @Nullable UUID before, int limit) {
        return assessments.newestFirst(clientId, before, limit).stream()
                .map(this::view)
                .toList();
    }

    @Transactional
    AssessmentView.ExplanationView explain(UUID clientId, UUID id) {
        var stored = assessments.of(clientId, id).orElseThrow(Problems::notFound);
        var rules = RuleSets.version(stored.ruleSetVersion(), language.get());
        var triage = triageOf(stored, true);
        return new AssessmentView.ExplanationView(
                stored.id(),
                rules.version(),
                rules.reviewedByClinician(),
                stored.day(),
                triage.outcome(),
                triage.ceiling(),
                triage.reasons().stream()
                        .map(reason -> new AssessmentView.RuleView(
                                reason.ruleId(),
                                reason.ruleVersion(),
                                reason.title(),
                                rules.rule(reason.ruleId())
                                        .orElseThrow()
                                        .when()
                                        .inWords()
                                        .in(language.get()),
                                reason.cleared(),
                                reason.outcome(),
                                reason.ceiling(),
                                reason.source()))
                        .toList());
    }

    private AssessmentView view(Assessment stored) {
        var answers = answersOf(stored);
        var triage = triageOf(stored, true);
        var clientId = stored.clientId();
        var picture = new Picture(
                stored.id(),
                answers,
                triage,
                plan.standing(clientId),
                plan.states(clientId),
                plan.lastChanges(clientId),
                language.get());
        return new AssessmentView(
                stored.id(),
                stored.assessedAt(),
                stored.questionnaireVersion(),
                stored.ruleSetVersion(),
                triage.outcome(),
                Wording.headline(triage.outcome()).in(language.get()),
                triage.ceiling(),
                triage.bookable(),
                triage.bookableUntil(),
                triage.excluded(),
                triage.excludedOnFirstVisit(),
                Sentence.all(Wording.understood(answers), language.get()),
                triage.reasons().stream()
                        .map(reason -> new AssessmentView.ReasonView(
                                reason.ruleId(),
                                reason.title(),
                                reason.outcome(),
                                reason.ceiling(),
                                Wording.reason(reason).in(language.get()),
                                reason.source(),
                                reason.cleared(),
                                reason.clearable()))
                        .toList(),
                triage.reasons().stream()
                        .flatMap(reason -> Optional.ofNullable(reason.advice()).stream()
                                .map(text -> new AssessmentView.AdviceView(reason.ruleId(), text)))
                        .toList(),
                Sentence.all(Wording.notes(answers), language.get()),
                picture.plan(picture.visit(clock.instant(), true, Tolerance.SAME)));
    }

    /** The stored answers by the stored rules, notes and day: the same result at any later time. */
    private Triage triageOf(Assessment stored, boolean firstVisit) {
        var basis = stored.basis(vault);
        return Triage.of(
                RuleSets.version(stored.ruleSetVersion(), language.get()),
                answersOf(stored, basis).facts(),
                basis.notesOnFile(),
                stored.day(),
                firstVisit);
    }

    private void publishAssessed(UUID clientId, Assessment stored) {
        var answers = answersOf(stored);
        var triage = triageOf(stored, true);
        var standing = plan.standing(clientId);
        var picture =
                new Picture(stored.id(), answers, triage, standing, plan.states(clientId), Map.of(), language.get());
        var visit = picture.visit(clock.instant(), true, Tolerance.SAME);
        var focus = answers.regions("focus_areas");
        events.publish(new IntakeAssessed(
                clientId,
                stored.id(),
                stored.assessedAt(),
                triage.bookable(),
                triage.bookableUntil(),
                triage.ceiling(),
                triage.needsModifiedPressure(),
                triage.excluded(),
                triage.excludedOnFirstVisit(),
                answers.words("goals").stream()
                        .map(goal -> Goal.valueOf(goal.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                focus.isEmpty() ? answers.regions("pain_regions") : focus,
                picture.targets(picture.regions(), visit),
                leftReason(answers, standing, stored.assessedAt()),
                answers.yes("start_lighter"),
                answers.yes("want_movement"),
                answers.words("aftercare_wish").contains("self_massage") && !triage.hidesSelfCare(),
                assessments.count("clientId", clientId) > 1));
    }

    private static LeftReason leftReason(Answers answers, PlanBook.Standing standing, Instant assessedAt) {
        var complaint = standing.lastComplaint();
        var answeredAt = standing.lastAnswerAt();
        var said = answers.word("left_reason").map(word -> LeftReason.valueOf(word.toUpperCase(Locale.ROOT)));
        if (said.isEmpty() && complaint != null && answeredAt != null && !answeredAt.isAfter(assessedAt)) {
            return switch (complaint) {
                case TOO_INTENSE -> LeftReason.TOO_INTENSE;
                case NOT_INTENSE_ENOUGH -> LeftReason.NOT_INTENSE_ENOUGH;
                case UNFOCUSED -> LeftReason.UNFOCUSED_OR_WRONG_FOCUS;
                case OTHER -> LeftReason.OTHER;
                case NONE -> LeftReason.NA;
            };
        }
        return said.orElse(LeftReason.NA);
    }

    private Answers answersOf(Assessment stored) {
        return answersOf(stored, stored.basis(vault));
    }

    private Answers answersOf(Assessment stored, Assessment.Basis basis) {
        return new Answers(
                Questionnaires.version(stored.questionnaireVersion(), language.get())
                        .orElseThrow(),
                basis.answers());
    }
}
