package org.kneadwell.intake.pressure;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.Intensity;

/**
 * What a client said about one region, kept as it was said: a 9 stays a 9.
 *
 * @param word the word ticked for this region
 * @param intensity the number given for this region; it counts before the word
 */
public record Preference(
        @Nullable PressureWord word, @Nullable Intensity intensity, Instant statedAt) {

    public Preference {
        if (word == null && intensity == null) {
            throw new IllegalArgumentException("A preference is a word or a number.");
        }
    }

    public Intensity number() {
        if (intensity != null) {
            return intensity;
        }
        if (word == null) {
            throw new IllegalStateException("A preference is a word or a number.");
        }
        return word.intensity();
    }

    /** Whether both say the same, whenever it was said. */
    public boolean saysTheSameAs(@Nullable Preference other) {
        return other != null && word == other.word && Objects.equals(intensity, other.intensity);
    }
}
