package org.kneadwell.booking.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

/**
 * What the client said when asked.
 *
 * @param reported how firm it feels now, 1–10
 * @param words what it feels like
 * @param asksShouldThisHurt whether the client asked "should this hurt?", which is a stop signal
 */
public record CheckIn(
        BodyRegion region, Moment moment, Intensity reported, Set<PainWord> words, boolean asksShouldThisHurt) {

    public CheckIn {
        words = Set.copyOf(words);
    }

    /** When it was asked: after warm-up, at each region, at each increase, and at least four times an hour. */
    public enum Moment {
        @JsonProperty("after_warm_up")
        AFTER_WARM_UP,
        @JsonProperty("at_region")
        AT_REGION,
        @JsonProperty("at_increase")
        AT_INCREASE,
        @JsonProperty("periodic")
        PERIODIC
    }

    /** Whether the number may count as comfortable: nothing bad or ugly was said with it. */
    boolean comfortable() {
        return !asksShouldThisHurt && words.stream().noneMatch(PainWord::isBadOrUgly);
    }
}
