package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a client wants from massage. */
public enum Goal {
    @JsonProperty("tightness_low_back_hips")
    TIGHTNESS_LOW_BACK_HIPS,
    @JsonProperty("mobility_upper_back_shoulders")
    MOBILITY_UPPER_BACK_SHOULDERS,
    @JsonProperty("ease_spasm_sensitive_area")
    EASE_SPASM_SENSITIVE_AREA,
    @JsonProperty("looser_for_workouts_daily_life")
    LOOSER_FOR_WORKOUTS_DAILY_LIFE,
    @JsonProperty("relax_stress")
    RELAX_STRESS,
    @JsonProperty("knots")
    KNOTS,
    @JsonProperty("tension_headache")
    TENSION_HEADACHE,
    @JsonProperty("manage_chronic")
    MANAGE_CHRONIC,
    @JsonProperty("body_confidence")
    BODY_CONFIDENCE,
    @JsonProperty("learn_self_care")
    LEARN_SELF_CARE;

    /** The word used on the wire and in stored data, such as {@code tightness_low_back_hips}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
