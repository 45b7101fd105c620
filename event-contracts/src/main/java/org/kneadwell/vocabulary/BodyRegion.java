package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A region of the body that can hurt, be a focus or have its own pressure. How firm a region may be worked is a clinical rule, not a property of the word. */
public enum BodyRegion {
    @JsonProperty("head")
    HEAD,
    @JsonProperty("jaw")
    JAW,
    @JsonProperty("neck")
    NECK,
    @JsonProperty("shoulders")
    SHOULDERS,
    @JsonProperty("upper_back")
    UPPER_BACK,
    @JsonProperty("mid_back")
    MID_BACK,
    @JsonProperty("low_back")
    LOW_BACK,
    @JsonProperty("lats_ribs")
    LATS_RIBS,
    @JsonProperty("hips")
    HIPS,
    @JsonProperty("hip_flexors")
    HIP_FLEXORS,
    @JsonProperty("glutes_piriformis")
    GLUTES_PIRIFORMIS,
    @JsonProperty("hamstrings")
    HAMSTRINGS,
    @JsonProperty("thighs")
    THIGHS,
    @JsonProperty("lower_legs")
    LOWER_LEGS,
    @JsonProperty("feet")
    FEET,
    @JsonProperty("arms")
    ARMS,
    @JsonProperty("forearms_wrists")
    FOREARMS_WRISTS,
    @JsonProperty("jaw_ear_hollow")
    JAW_EAR_HOLLOW,
    @JsonProperty("neck_front")
    NECK_FRONT,
    @JsonProperty("armpit")
    ARMPIT,
    @JsonProperty("inner_elbow")
    INNER_ELBOW,
    @JsonProperty("groin")
    GROIN,
    @JsonProperty("knee_back")
    KNEE_BACK;

    /** The word used on the wire and in stored data, such as {@code head}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
