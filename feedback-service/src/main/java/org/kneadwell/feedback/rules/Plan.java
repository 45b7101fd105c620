package org.kneadwell.feedback.rules;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PlanStage;

/**
 * The next step of a course of massage: one trial session, then a short series if it helped, then maintenance.
 *
 * @param sessions how many sessions are suggested; 0 when none, or not counted
 * @param everyDays days between them; 0 when none are suggested
 * @param anotherTherapist whether another therapist is proposed
 */
public record Plan(PlanStage stage, int sessions, int everyDays, Sentence sentence, boolean anotherTherapist) {

    /** "Three or four": the smaller number is suggested, and looked at again after it. */
    public static final int SERIES_SESSIONS = 3;

    static final int WEEKLY = 7;
    static final int BIWEEKLY = 14;
    static final int MONTHLY = 30;

    /**
     * One session that was answered for: its last answer.
     *
     * @param soreness the worst, overall or in a region, at that answer
     */
    public record Answered(
            UUID therapistId,
            FollowUpClass outcome,
            PainRating soreness,
            Complaint complaint,
            boolean uglyWord,
            Set<Improvement> improved,
            PainRating painRating,
            int globalChange) {

        /** Whether nothing stands in the way of another session: NORMAL, or PROLONGED with the soreness gone. */
        boolean settled() {
            return outcome == FollowUpClass.NORMAL || (outcome == FollowUpClass.PROLONGED && soreness.value() == 0);
        }

        /**
         * Whether the client found it helped: something improved by name, a global change of 3 or more, or a pain rating
         * clearly below the first one given.
         */
        boolean helped(PainRating first) {
            return !improved.isEmpty()
                    || new MeasuredChange(first, painRating, globalChange).globallyBetter()
                    || new MeasuredChange(first, painRating, globalChange).painBetter();
        }
    }

    /** NORMAL answers in a row up to the last one. */
    public static int consecutiveNormal(List<FollowUpClass> oldestFirst) {
        int count = 0;
        for (var outcome : oldestFirst) {
            count = outcome == FollowUpClass.NORMAL ? count + 1 : 0;
        }
        return count;
    }

    /**
     * The step after the last of these sessions.
     *
     * @param oldestFirst every answered session of one client, at least one
     */
    public static Plan after(List<Answered> oldestFirst) {
        if (oldestFirst.isEmpty()) {
            throw new IllegalArgumentException("A plan needs an answer.");
        }
        var last = oldestFirst.getLast();
        boolean another = anotherTherapist(oldestFirst, last.therapistId());
        var first = oldestFirst.getFirst().painRating();

        // Walk the course: where did the earlier answers leave the client?
        var stage = PlanStage.TRIAL;
        int inSeries = 0;
        int withoutBenefit = 0;
        for (int i = 0; i < oldestFirst.size(); i++) {
            var session = oldestFirst.get(i);
            boolean helped = session.helped(first);
            withoutBenefit = helped ? 0 : withoutBenefit + 1;
            if (i == oldestFirst.size() - 1) {
                break;
            }
            if (withoutBenefit >= 2) {
                stage = PlanStage.TRIAL;
                inSeries = 0;
            } else if (stage == PlanStage.TRIAL && helped && session.settled()) {
                stage = PlanStage.SERIES;
            } else if (stage == PlanStage.SERIES && ++inSeries >= SERIES_SESSIONS && helped) {
                stage = PlanStage.MAINTENANCE;
            }
        }

        if (last.settled()) {
            return afterSettling(stage, inSeries, withoutBenefit, oldestFirst, another);
        }
        var sentence = Sentence.of(
                switch (last.outcome()) {
                    case URGENT, DOCTOR -> "plan.nothing";
                    case OVERDONE -> "plan.settle";
                    case PROLONGED, NORMAL -> "plan.wait";
                });
        return new Plan(stage, 0, 0, last.outcome().blocksBooking() ? sentence : ending(sentence, another), another);
    }

    private static Sentence ending(Sentence sentence, boolean another) {
        return another ? Sentence.of("plan.propose_another", sentence) : sentence;
    }

    private static Plan afterSettling(
            PlanStage stage, int inSeries, int withoutBenefit, List<Answered> history, boolean another) {
        if (withoutBenefit >= 2) {
            return new Plan(PlanStage.TRIAL, 0, 0, ending(Sentence.of("plan.no_benefit"), another), another);
        }
        if (withoutBenefit == 1) {
            return new Plan(stage, 1, BIWEEKLY, ending(Sentence.of("plan.one_more"), another), another);
        }
        int days = rhythm(history);
        return switch (stage) {
            case TRIAL -> series(SERIES_SESSIONS, days, another);
            case SERIES -> {
                int left = SERIES_SESSIONS - inSeries - 1;
                yield left > 0 ? series(left, days, another) : maintenance(another);
            }
            case MAINTENANCE -> maintenance(another);
        };
    }

    private static Plan series(int sessions, int days, boolean another) {
        var apart = days == WEEKLY ? "weekly" : "biweekly";
        var sentence = sessions == SERIES_SESSIONS
                ? Sentence.of("plan.series." + apart)
                : Sentence.of("plan.series_goes_on." + apart, sessions);
        return new Plan(PlanStage.SERIES, sessions, days, ending(sentence, another), another);
    }

    private static Plan maintenance(boolean another) {
        return new Plan(PlanStage.MAINTENANCE, 0, MONTHLY, ending(Sentence.of("plan.maintenance"), another), another);
    }

    /** Weekly; every two weeks when this session, or the one before it, took longer than ordinary to settle. */
    private static int rhythm(List<Answered> history) {
        boolean slowToSettle = history.subList(Math.max(0, history.size() - 2), history.size()).stream()
                .anyMatch(session -> session.outcome() != FollowUpClass.NORMAL);
        return slowToSettle ? BIWEEKLY : WEEKLY;
    }

    /** Two sessions that were too intense with this therapist, or one ugly word. */
    static boolean anotherTherapist(List<Answered> history, UUID therapistId) {
        long tooIntense = history.stream()
                .filter(session -> session.therapistId().equals(therapistId))
                .filter(session -> session.complaint() == Complaint.TOO_INTENSE)
                .count();
        return tooIntense >= 2
                || history.stream()
                        .anyMatch(session -> session.therapistId().equals(therapistId) && session.uglyWord());
    }
}
