package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a client found wrong with a session, from the follow-up. */
public enum Complaint {
    @JsonProperty("none")
    NONE,
    @JsonProperty("too_intense")
    TOO_INTENSE,
    @JsonProperty("not_intense_enough")
    NOT_INTENSE_ENOUGH,
    @JsonProperty("unfocused")
    UNFOCUSED,
    @JsonProperty("other")
    OTHER;

    /** The word used on the wire and in stored data, such as {@code none}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
