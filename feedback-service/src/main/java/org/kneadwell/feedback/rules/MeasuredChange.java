package org.kneadwell.feedback.rules;

import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.PainRating;

/**
 * How a client's numbers changed over time. A change, never proof that massage brought it about.
 *
 * @param from the first pain rating given
 * @param to the latest
 */
public record MeasuredChange(PainRating from, PainRating to, int globalChange) {

    /** Smaller falls than this are within the scatter of the scale. */
    public static final int LEAST_POINTS = 2;

    public static final int LEAST_PERCENT = 30;
    public static final int LEAST_GLOBAL_CHANGE = 3;

    /** Whether the pain rating fell by at least 2 points and at least 30 %. */
    public boolean painBetter() {
        int fall = from.value() - to.value();
        return fall >= LEAST_POINTS && fall * 100 >= from.value() * LEAST_PERCENT;
    }

    /** Whether the pain rating rose by at least 2 points. */
    public boolean painWorse() {
        return to.value() - from.value() >= LEAST_POINTS;
    }

    /** Whether the client's own overall judgement is 3 or more. */
    public boolean globallyBetter() {
        return globalChange >= LEAST_GLOBAL_CHANGE;
    }

    /** Percent by which the rating fell, rounded towards zero; null when it began at 0. Negative when it rose. */
    public @Nullable Integer percentFall() {
        return from.value() == 0 ? null : (from.value() - to.value()) * 100 / from.value();
    }

    public String sentence() {
        String numbers = "Your pain rating went from " + from.value() + " to " + to.value() + ".";
        String meaning;
        if (painBetter()) {
            meaning = " That is a clear change for the better.";
        } else if (painWorse()) {
            meaning = " That is a change for the worse: please tell your therapist, and ask a doctor if it goes on.";
        } else {
            meaning = " That is too small a change to mean much.";
        }
        String overall = globallyBetter() ? " Overall, you said you feel clearly better." : "";
        return numbers + meaning + overall + " " + NOT_PROOF;
    }

    /** Stands beside every measured change. */
    public static final String NOT_PROOF =
            "Numbers like these change for many reasons; they do not show that massage was the cause.";
}
