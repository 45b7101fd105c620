package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.events.PlanSuggested;
import org.kneadwell.feedback.followup.AnswerOutcome.AlreadyAnswered;
import org.kneadwell.feedback.followup.AnswerOutcome.Closed;
import org.kneadwell.feedback.followup.AnswerOutcome.Contradictory;
import org.kneadwell.feedback.followup.AnswerOutcome.NotFound;
import org.kneadwell.feedback.followup.AnswerOutcome.Recorded;
import org.kneadwell.feedback.mail.FollowUpMails;
import org.kneadwell.feedback.mail.MailKind;
import org.kneadwell.feedback.rules.Advice;
import org.kneadwell.feedback.rules.FollowUpRules;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.feedback.rules.Report;
import org.kneadwell.feedback.rules.SelfCare;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;

/** Takes answers and signs: decides the class, says what to do, and tells the other services what changes for them. */
@ApplicationScoped
class AnswerService {

    private final FollowUpRepository followUps;
    private final AnswerRepository answers;
    private final ClientIntakeRepository intakes;
    private final PlanRepository plans;
    private final FollowUpMails mails;
    private final Events events;
    private final Vault vault;
    private final Clock clock;

    AnswerService(
            FollowUpRepository followUps,
            AnswerRepository answers,
            ClientIntakeRepository intakes,
            PlanRepository plans,
            FollowUpMails mails,
            Events events,
            Vault vault,
            Clock clock) {
        this.followUps = followUps;
        this.answers = answers;
        this.intakes = intakes;
        this.plans = plans;
        this.mails = mails;
        this.events = events;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    AnswerOutcome answer(UUID followUpId, UUID clientId, Told told, @Nullable String note, boolean notePrivate) {
        var found = followUps.locked(followUpId).filter(f -> f.clientId().equals(clientId));
        if (found.isEmpty()) {
            return new NotFound();
        }
        var followUp = found.get();
        var now = clock.instant();
        if (followUp.state() == FollowUpState.ANSWERED) {
            return new AlreadyAnswered();
        }
        if (!followUp.takesAnswers(now)) {
            return new Closed();
        }
        // A session ends when its therapist says so; clocks of two machines may differ by a moment.
        var since = atLeastZero(followUp.sinceEnd(now));
        var contradictions = Report.contradictions(
                since,
                told.worstSoreness(),
                told.hoursToStart(),
                told.hoursToEnd(),
                Objects.requireNonNullElse(told.globalChange(), 0));
        if (!contradictions.isEmpty()) {
            return new Contradictory(contradictions);
        }
        var earlier = answers.ofFollowUp(followUp.id());
        var report = report(told, since, earlier, followUp);
        var rule = FollowUpRules.decide(report);
        boolean provisional = FollowUpRules.askedAgainAtInvitation(report, rule.outcome());
        var answer = new Answer(followUp, now, false, !provisional, rule, told, note, notePrivate, vault);
        answers.persist(answer);

        @Nullable Instant askAgainAt = null;
        @Nullable Plan plan = null;
        if (provisional) {
            followUp.askAsPlanned();
            askAgainAt = followUp.askAt();
        } else {
            if (rule.outcome() == FollowUpClass.PROLONGED && report.sore()) {
                followUp.askAgain(now);
                askAgainAt = followUp.askAt();
            } else {
                followUp.answered();
            }
            plan = tell(followUp, answer, report, rule.outcome(), now);
        }
        alert(followUp, answer, rule.outcome(), now);
        return new Recorded(
                answer.id(),
                rule.outcome(),
                Advice.of(rule.outcome(), report.signs()),
                selfCare(followUp, rule.outcome(), told),
                plan,
                askAgainAt);
    }

    /** Signs are heard at any time, whatever the follow-up's state. */
    @Transactional
    AnswerOutcome signs(UUID followUpId, UUID clientId, Set<Sign> signs, @Nullable String note, boolean notePrivate) {
        var found = followUps.locked(followUpId).filter(f -> f.clientId().equals(clientId));
        if (found.isEmpty()) {
            return new NotFound();
        }
        var followUp = found.get();
        var now = clock.instant();
        var rule = FollowUpRules.decideSigns(signs, followUp.sinceEnd(now));
        boolean overdoneBefore = answers.ofFollowUp(followUp.id()).stream()
                .anyMatch(
                        a -> a.counted() && a.outcome() != null && a.outcome().compareTo(FollowUpClass.OVERDONE) <= 0);
        var answer =
                new Answer(followUp, now, true, rule != null, rule, Told.signsOnly(signs), note, notePrivate, vault);
        answers.persist(answer);
        if (rule == null) {
            return new Recorded(answer.id(), null, Advice.keptForNow(signs), List.of(), null, null);
        }
        @Nullable Plan plan = null;
        if (rule.outcome().blocksBooking()) {
            // Somebody who is told to see a doctor is not asked how sore they are.
            if (followUp.state().open()) {
                followUp.answered();
            }
            plan = suggest(followUp, now, false);
        } else if (!overdoneBefore) {
            plan = tell(followUp, answer, FollowUpRules.signsAlone(signs, followUp.sinceEnd(now)), rule.outcome(), now);
        }
        alert(followUp, answer, rule.outcome(), now);
        return new Recorded(answer.id(), rule.outcome(), Advice.of(rule.outcome(), signs), List.of(), plan, null);
    }

    /** Publishes the class and the plan that follows from it. */
    private Plan tell(FollowUp followUp, Answer answer, Report report, FollowUpClass outcome, Instant now) {
        followUps.lockHistory(followUp.clientId());
        var lowered = EnumSet.noneOf(BodyRegion.class);
        var findings = new ArrayList<FollowUpAnswered.RegionFinding>();
        for (var worked : followUp.regions(vault).worked()) {
            var region = worked.region();
            boolean lowers = outcome == FollowUpClass.PROLONGED
                    && !worked.lowered()
                    && FollowUpRules.lowersTarget(report, region);
            if (lowers || outcome == FollowUpClass.OVERDONE) {
                lowered.add(region);
            }
            boolean sore =
                    report.regions().getOrDefault(region, report.soreness()).value() > 0;
            findings.add(new FollowUpAnswered.RegionFinding(region, sore, lowers));
        }
        followUp.lower(lowered, vault);
        var outcomes = history(followUp.clientId()).stream()
                .map(Plan.Answered::outcome)
                .toList();
        events.publish(new FollowUpAnswered(
                followUp.id(),
                followUp.appointmentId(),
                followUp.clientId(),
                followUp.therapistId(),
                now,
                answer.hoursAfter(),
                outcome,
                report.complaint(),
                report.uglyWord(),
                outcome == FollowUpClass.NORMAL ? Plan.consecutiveNormal(outcomes) : 0,
                findings));
        return suggest(followUp, now, !outcome.blocksBooking());
    }

    private Plan suggest(FollowUp followUp, Instant now, boolean publish) {
        followUps.lockHistory(followUp.clientId());
        var plan = Plan.after(history(followUp.clientId()));
        plans.findByIdOptional(followUp.clientId())
                .ifPresentOrElse(
                        known -> known.replace(followUp, plan, now, vault),
                        () -> plans.persist(new PlanSuggestion(followUp, plan, now, vault)));
        if (publish) {
            events.publish(new PlanSuggested(
                    followUp.clientId(),
                    followUp.therapistId(),
                    followUp.id(),
                    now,
                    plan.stage(),
                    plan.sessions(),
                    plan.everyDays(),
                    plan.anotherTherapist()));
        }
        return plan;
    }

    private void alert(FollowUp followUp, Answer answer, FollowUpClass outcome, Instant now) {
        if (!outcome.blocksBooking()) {
            return;
        }
        events.publish(new AdverseSignReported(
                followUp.id(), followUp.appointmentId(), followUp.clientId(), followUp.therapistId(), now, outcome));
        mails.add(followUp.id(), MailKind.THERAPIST, answer.id().toString());
        if (outcome == FollowUpClass.URGENT) {
            mails.add(followUp.id(), MailKind.SAFETY_CONTACT, answer.id().toString());
        }
    }

    /** One entry per follow-up with an answer that counts, in the order they were last answered. */
    private List<Plan.Answered> history(UUID clientId) {
        Map<UUID, List<Answer>> byFollowUp = new LinkedHashMap<>();
        for (var answer : answers.ofClient(clientId)) {
            if (answer.counted()) {
                byFollowUp
                        .computeIfAbsent(answer.followUpId(), id -> new ArrayList<>())
                        .add(answer);
            }
        }
        return byFollowUp.values().stream()
                .sorted(Comparator.comparing(list -> list.getLast().answeredAt()))
                .map(AnswerService::summed)
                .toList();
    }

    /** The last full answer's words with the most serious class that any answer of this follow-up had. */
    private static Plan.Answered summed(List<Answer> oldestFirst) {
        var last = oldestFirst.stream()
                .filter(answer -> !answer.signsOnly())
                .reduce((first, second) -> second)
                .orElse(oldestFirst.getLast());
        var outcome = oldestFirst.stream()
                .map(Answer::outcome)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        boolean ugly = oldestFirst.stream().anyMatch(answer -> answer.told().uglyWord());
        var told = last.told();
        return new Plan.Answered(
                last.therapistId(),
                outcome,
                told.worstSoreness(),
                Objects.requireNonNullElse(told.complaint(), Complaint.NONE),
                ugly,
                told.improved(),
                Objects.requireNonNullElse(told.painRating(), PainRating.of(0)),
                Objects.requireNonNullElse(told.globalChange(), 0));
    }

    /** The answer as the rules see it: with the signs told before, and with when soreness was last heard of. */
    private static Report report(Told told, Duration since, List<Answer> earlier, FollowUp followUp) {
        var signs = new LinkedHashSet<>(told.signs());
        @Nullable Duration lastSore = null;
        for (var answer : earlier) {
            // What was blocking has been dealt with as such; what asked for little is heard together with the rest.
            if (answer.outcome() == null || !answer.outcome().blocksBooking()) {
                signs.addAll(answer.told().signs());
            }
            if (answer.told().worstSoreness().value() > 0) {
                lastSore = atLeastZero(followUp.sinceEnd(answer.answeredAt()));
            }
        }
        var regions = new EnumMap<BodyRegion, PainRating>(BodyRegion.class);
        told.regions().forEach(region -> regions.put(region.region(), region.soreness()));
        return new Report(
                since,
                Objects.requireNonNullElse(told.soreness(), PainRating.of(0)),
                regions,
                Objects.requireNonNullElse(told.trend(), Trend.SAME),
                told.hoursToStart(),
                told.hoursToEnd(),
                told.words(),
                Objects.requireNonNullElse(told.bruising(), Bruising.NONE),
                told.headache(),
                told.fatigue(),
                told.improved(),
                Objects.requireNonNullElse(told.complaint(), Complaint.NONE),
                signs,
                Objects.requireNonNullElse(told.painRating(), PainRating.of(0)),
                Objects.requireNonNullElse(told.globalChange(), 0),
                lastSore);
    }

    private List<Sentence> selfCare(FollowUp followUp, FollowUpClass outcome, Told told) {
        var regions = new LinkedHashSet<BodyRegion>();
        followUp.regions(vault).worked().forEach(worked -> regions.add(worked.region()));
        told.regions().forEach(region -> regions.add(region.region()));
        var intake = intakes.findByIdOptional(followUp.clientId())
                .map(known -> known.facts(vault))
                .orElse(null);
        return SelfCare.text(intake, outcome, regions);
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
