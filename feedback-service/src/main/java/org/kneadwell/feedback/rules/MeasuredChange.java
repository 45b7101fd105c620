package org.kneadwell.feedback.rules;

import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Sentence;
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

    public Sentence sentence() {
        var numbers = Sentence.of(
                painBetter() ? "change.better" : painWorse() ? "change.worse" : "change.small",
                from.value(),
                to.value());
        return Sentence.of(globallyBetter() ? "change.overall_better" : "change", numbers, NOT_PROOF);
    }

    /** Stands beside every measured change. */
    public static final Sentence NOT_PROOF = Sentence.of("change.not_proof");
}
