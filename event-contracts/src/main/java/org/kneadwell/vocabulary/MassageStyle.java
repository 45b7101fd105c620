package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A style of massage a therapist may offer. */
public enum MassageStyle {
    @JsonProperty("relaxation")
    RELAXATION,
    @JsonProperty("deep_tissue")
    DEEP_TISSUE,
    @JsonProperty("trigger_point")
    TRIGGER_POINT,
    @JsonProperty("sports")
    SPORTS,
    @JsonProperty("clinical_jing")
    CLINICAL_JING,
    @JsonProperty("fascial")
    FASCIAL,
    @JsonProperty("movement_stretch")
    MOVEMENT_STRETCH,
    @JsonProperty("self_massage_coaching")
    SELF_MASSAGE_COACHING;

    /** The word used on the wire and in stored data, such as {@code relaxation}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
