package org.kneadwell.feedback.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A sign that may be reported at any time after a session. What it means is a rule, not a property of the word. */
public enum Sign {
    @JsonProperty("bladder_bowel_change")
    BLADDER_BOWEL_CHANGE,
    @JsonProperty("saddle_numbness")
    SADDLE_NUMBNESS,
    @JsonProperty("stroke_like_signs")
    STROKE_LIKE_SIGNS,
    @JsonProperty("chest_pain_breathlessness")
    CHEST_PAIN_BREATHLESSNESS,
    @JsonProperty("hot_swollen_leg")
    HOT_SWOLLEN_LEG,
    @JsonProperty("dark_urine")
    DARK_URINE,
    @JsonProperty("fever")
    FEVER,
    @JsonProperty("worsening_swelling")
    WORSENING_SWELLING,
    @JsonProperty("unexplained_weakness")
    UNEXPLAINED_WEAKNESS,
    @JsonProperty("persisting_numbness")
    PERSISTING_NUMBNESS,
    /** A pain that was not there before the session. Serious only once it has lasted seven days. */
    @JsonProperty("new_pain")
    NEW_PAIN,
    @JsonProperty("whole_body_ache")
    WHOLE_BODY_ACHE,
    @JsonProperty("malaise")
    MALAISE;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
