package org.kneadwell.booking.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

/**
 * What the client answered.
 *
 * @param reported how firm it feels now, 1–10
 * @param words what it feels like; may be left out
 * @param asksShouldThisHurt whether the client asked "should this hurt?"; may be left out
 */
public record CheckInRequest(
        @NotNull BodyRegion region,
        CheckIn.@NotNull Moment moment,
        @NotNull @Min(1) @Max(10) Integer reported,
        @Size(max = 19) @Nullable Set<@NotNull PainWord> words,
        @Nullable Boolean asksShouldThisHurt) {

    CheckIn checkIn() {
        return new CheckIn(
                region,
                moment,
                Intensity.of(reported),
                words == null ? Set.of() : words,
                Boolean.TRUE.equals(asksShouldThisHurt));
    }
}
