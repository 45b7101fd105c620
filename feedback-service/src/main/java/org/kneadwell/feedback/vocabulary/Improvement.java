package org.kneadwell.feedback.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became better after a session, in the client's words. */
public enum Improvement {
    @JsonProperty("sleep")
    SLEEP,
    @JsonProperty("range")
    RANGE,
    @JsonProperty("pain")
    PAIN;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
