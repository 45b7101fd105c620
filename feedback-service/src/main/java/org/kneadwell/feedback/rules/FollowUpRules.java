package org.kneadwell.feedback.rules;

import static org.kneadwell.feedback.rules.FollowUpRule.ARTICLES;
import static org.kneadwell.feedback.rules.FollowUpRule.OURS;
import static org.kneadwell.vocabulary.FollowUpClass.DOCTOR;
import static org.kneadwell.vocabulary.FollowUpClass.NORMAL;
import static org.kneadwell.vocabulary.FollowUpClass.OVERDONE;
import static org.kneadwell.vocabulary.FollowUpClass.PROLONGED;
import static org.kneadwell.vocabulary.FollowUpClass.URGENT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PainWord;

/**
 * The classes of follow-up answers, as an ordered table: the first rule that matches decides. Not reviewed by a clinician yet.
 */
public final class FollowUpRules {

    /** Stored with every answer, so that an old class can be explained. Change it whenever a rule changes. */
    public static final String VERSION = "follow-up-2026-11";

    /** Soreness up to and including this many hours is ordinary. */
    public static final int ORDINARY_HOURS = 36;

    /** New pain, or soreness, that is there after this long needs a doctor. */
    public static final Duration UNRESOLVED = Duration.ofDays(7);

    /** At this soreness, and not getting better, a doctor is to be asked. */
    public static final int SEVERE_SORENESS = 7;

    public static final List<FollowUpRule> ORDERED = List.of(
            sign(URGENT, Sign.BLADDER_BOWEL_CHANGE, "a change in bladder or bowel control"),
            sign(URGENT, Sign.SADDLE_NUMBNESS, "numbness where a saddle would touch"),
            sign(URGENT, Sign.STROKE_LIKE_SIGNS, "stroke-like signs"),
            sign(URGENT, Sign.CHEST_PAIN_BREATHLESSNESS, "chest pain or breathlessness"),
            sign(URGENT, Sign.HOT_SWOLLEN_LEG, "a hot, swollen leg"),
            sign(URGENT, Sign.DARK_URINE, "dark urine"),
            sign(DOCTOR, Sign.FEVER, "fever"),
            sign(DOCTOR, Sign.WORSENING_SWELLING, "swelling that gets worse"),
            sign(DOCTOR, Sign.UNEXPLAINED_WEAKNESS, "unexplained weakness"),
            sign(DOCTOR, Sign.PERSISTING_NUMBNESS, "numbness that persists"),
            new FollowUpRule(
                    "doctor-severe-soreness",
                    DOCTOR,
                    "soreness of 7 or more that is not getting better",
                    OURS,
                    r -> r.worstSoreness().value() >= SEVERE_SORENESS && r.trend() != Trend.BETTER),
            new FollowUpRule(
                    "doctor-new-pain-7-days",
                    DOCTOR,
                    "a new pain that is still there 7 days after the session",
                    ARTICLES,
                    r -> r.signs().contains(Sign.NEW_PAIN) && r.sinceEnd().compareTo(UNRESOLVED) >= 0),
            new FollowUpRule(
                    "doctor-sore-7-days",
                    DOCTOR,
                    "soreness from the session that is still there 7 days after it",
                    OURS,
                    r -> r.sore() && r.sinceEnd().compareTo(UNRESOLVED) >= 0),
            new FollowUpRule(
                    "overdone-complaint",
                    OVERDONE,
                    "the session was too intense",
                    ARTICLES,
                    r -> r.complaint() == Complaint.TOO_INTENSE),
            new FollowUpRule(
                    "overdone-word",
                    OVERDONE,
                    "a bad or ugly word for the pain",
                    ARTICLES,
                    r -> r.words().stream().anyMatch(PainWord::isBadOrUgly)),
            new FollowUpRule(
                    "overdone-bruise", OVERDONE, "a marked bruise", ARTICLES, r -> r.bruising() == Bruising.MARKED),
            sign(OVERDONE, Sign.WHOLE_BODY_ACHE, "the whole body aches"),
            sign(OVERDONE, Sign.MALAISE, "feeling ill all over"),
            new FollowUpRule(
                    "prolonged-still-sore",
                    PROLONGED,
                    "still sore 48 hours or more after the session",
                    ARTICLES,
                    r -> r.sore() && r.sinceEnd().compareTo(Schedule.INVITE_AFTER) >= 0),
            new FollowUpRule(
                    "prolonged-ended-late",
                    PROLONGED,
                    "soreness that ended more than 36 hours after the session (36 itself is ordinary)",
                    ARTICLES,
                    r -> r.endedAfter(ORDINARY_HOURS)),
            new FollowUpRule("normal", NORMAL, "everything else", ARTICLES, r -> true));

    private FollowUpRules() {}

    /** The first rule that matches. */
    public static FollowUpRule decide(Report report) {
        return ORDERED.stream()
                .filter(rule -> rule.when().test(report))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The last rule matches everything."));
    }

    /**
     * The most serious rule these signs alone match; null when no rule asks for anything yet (a new pain of less than seven
     * days). Signs alone are never an answer, so they are never NORMAL.
     */
    public static @Nullable FollowUpRule decideSigns(Set<Sign> signs, Duration sinceEnd) {
        var rule = decide(signsAlone(signs, sinceEnd));
        return rule.outcome() == NORMAL ? null : rule;
    }

    /** Signs as a report of which nothing else is known. */
    public static Report signsAlone(Set<Sign> signs, Duration sinceEnd) {
        return new Report(
                sinceEnd.isNegative() ? Duration.ZERO : sinceEnd,
                PainRating.of(0),
                Map.of(),
                Trend.SAME,
                null,
                null,
                Set.of(),
                Bruising.NONE,
                false,
                false,
                Set.of(),
                Complaint.NONE,
                signs,
                PainRating.of(0),
                0,
                null);
    }

    /** Whether a NORMAL report came too early to be the last word: before 48 h and still sore. It is kept, and asked again at 48 h. */
    public static boolean askedAgainAtInvitation(Report report, FollowUpClass outcome) {
        return outcome == NORMAL && report.sore() && report.sinceEnd().compareTo(Schedule.INVITE_AFTER) < 0;
    }

    /** Whether a region's target comes down under PROLONGED: soreness of 4 or more there, or soreness that ended after 48 h. */
    public static boolean lowersTarget(Report report, BodyRegion region) {
        var there = report.regions().getOrDefault(region, report.soreness());
        return there.value() >= 4 || (!report.sore() && report.endedAfter(48));
    }

    private static FollowUpRule sign(FollowUpClass outcome, Sign sign, String trigger) {
        return new FollowUpRule(
                outcome.key() + "-" + sign.key().replace('_', '-'),
                outcome,
                trigger,
                ARTICLES,
                r -> r.signs().contains(sign));
    }
}
