package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How much something hurts or is sore: the numeric rating scale 0–10. Never mixed with {@link Intensity}.
 *
 * @param value from 0 to 10
 */
public record PainRating(@JsonValue int value) implements Comparable<PainRating> {

    public static final int MIN = 0;
    public static final int MAX = 10;

    /** @throws IllegalArgumentException outside 0–10 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PainRating {
        if (value < MIN || value > MAX) {
            throw new IllegalArgumentException("A pain rating is from 0 to 10, not " + value + ".");
        }
    }

    public static PainRating of(int value) {
        return new PainRating(value);
    }

    @Override
    public int compareTo(PainRating other) {
        return Integer.compare(value, other.value);
    }
}
