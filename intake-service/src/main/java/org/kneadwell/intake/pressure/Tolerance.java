package org.kneadwell.intake.pressure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much pressure feels right today, asked before every visit. */
public enum Tolerance {
    @JsonProperty("same")
    SAME,
    @JsonProperty("lower_today")
    LOWER_TODAY,
    @JsonProperty("higher_today")
    HIGHER_TODAY;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
