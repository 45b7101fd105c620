package org.kneadwell.intake.pressure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.kneadwell.vocabulary.Intensity;

/** How firm in a word; each stands for a number on the scale 1–10. */
public enum PressureWord {
    @JsonProperty("light")
    LIGHT(3),
    @JsonProperty("medium")
    MEDIUM(5),
    @JsonProperty("firm")
    FIRM(7);

    private final int number;

    PressureWord(int number) {
        this.number = number;
    }

    public Intensity intensity() {
        return Intensity.of(number);
    }

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    public static PressureWord ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
