package org.kneadwell.feedback.rules;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.FollowUpClass;

/** How to massage oneself, and to whom that is shown. */
public final class SelfCare {

    /** A region whose pressure may not reach this is left alone. */
    public static final int LEAST_CEILING = 4;

    private SelfCare() {}

    /**
     * What this service knows of the latest intake.
     *
     * @param triageOk the intake had no flag: bookable, and without need for modified pressure
     * @param ceiling 0–7
     * @param wanted the client asked for self-care
     * @param leaveAlone regions the plan leaves out altogether
     */
    public record Intake(boolean triageOk, int ceiling, boolean wanted, Set<BodyRegion> leaveAlone) {
        public Intake {
            leaveAlone = Set.copyOf(leaveAlone);
        }
    }

    /**
     * The text to show; empty when it is not to be shown: without an intake, after a flag, after any class but NORMAL, when it
     * was not asked for, or when none of the regions may be pressed that firmly.
     *
     * @param last the class of the last answer; null when there is none
     */
    public static List<Sentence> text(
            @Nullable Intake intake, @Nullable FollowUpClass last, Collection<BodyRegion> regions) {
        if (intake == null || !intake.triageOk() || !intake.wanted()) {
            return List.of();
        }
        if (last != null && last != FollowUpClass.NORMAL) {
            return List.of();
        }
        var allowed = EnumSet.noneOf(BodyRegion.class);
        for (var region : regions) {
            if (!intake.leaveAlone().contains(region) && Math.min(intake.ceiling(), cap(region)) >= LEAST_CEILING) {
                allowed.add(region);
            }
        }
        if (allowed.isEmpty()) {
            return List.of();
        }
        var names = allowed.stream()
                .map(region -> Sentence.of("region." + region.key()))
                .reduce((before, next) -> Sentence.of("list", before, next))
                .orElseThrow();
        return List.of(
                Sentence.of("self_care.where", names),
                Sentence.of("self_care.how_long"),
                Sentence.of("self_care.how_firm"),
                Sentence.of("self_care.with_what"),
                Sentence.of("self_care.stop"));
    }

    /** Region caps, whoever the client is: the same numbers as in the intake's clinical rules. */
    static int cap(BodyRegion region) {
        return switch (region) {
            case JAW_EAR_HOLLOW -> 0;
            case NECK_FRONT, ARMPIT, INNER_ELBOW, GROIN, KNEE_BACK -> 2;
            case JAW -> 4;
            case LOWER_LEGS -> 5;
            default -> 7;
        };
    }
}
