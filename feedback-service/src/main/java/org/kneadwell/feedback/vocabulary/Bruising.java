package org.kneadwell.feedback.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much bruising the client sees. */
public enum Bruising {
    @JsonProperty("none")
    NONE,
    @JsonProperty("mild")
    MILD,
    @JsonProperty("marked")
    MARKED;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
