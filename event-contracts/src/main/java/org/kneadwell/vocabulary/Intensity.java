package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How hard to press, 1–10: 1 is painless, 10 intolerable. Never mixed with {@link PainRating}.
 *
 * @param value from 1 to 10
 */
public record Intensity(@JsonValue int value) implements Comparable<Intensity> {

    public static final int MIN = 1;
    public static final int MAX = 10;

    /** @throws IllegalArgumentException outside 1–10 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Intensity {
        if (value < MIN || value > MAX) {
            throw new IllegalArgumentException("An intensity is from 1 to 10, not " + value + ".");
        }
    }

    public static Intensity of(int value) {
        return new Intensity(value);
    }

    @Override
    public int compareTo(Intensity other) {
        return Integer.compare(value, other.value);
    }
}
