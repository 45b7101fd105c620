package org.kneadwell.feedback.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    public static List<String> text(
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
        var names = new ArrayList<String>();
        allowed.forEach(region -> names.add(region.key().replace('_', ' ')));
        return List.of(
                "You asked about self-massage. It may feel good on: "
                        + String.join(", ", names).toLowerCase(Locale.ROOT) + ".",
                "Press for 10 to 100 seconds or use small kneads; begin with about 30 seconds, and stay about 5 minutes on one"
                        + " spot, 2 to 6 times a day.",
                "Stay at 4 to 7 of 10, where 1 is painless and 10 intolerable. Lightly moving the skin counts too.",
                "Use fingertips, thumb, fist or elbow, a ball, a hooked tool, or a roller for broad areas.",
                "Stop on any bad reaction: sharp, burning, numb or tingling feelings are a reason to leave it.");
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
