package org.kneadwell.feedback.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which way the soreness is going, in the client's words. */
public enum Trend {
    @JsonProperty("better")
    BETTER,
    @JsonProperty("same")
    SAME,
    @JsonProperty("worse")
    WORSE;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
