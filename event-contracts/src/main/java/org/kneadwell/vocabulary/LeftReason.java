package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a client left, or was unhappy with, the last therapist. {@code NA}: there was none. */
public enum LeftReason {
    @JsonProperty("too_intense")
    TOO_INTENSE,
    @JsonProperty("not_intense_enough")
    NOT_INTENSE_ENOUGH,
    @JsonProperty("unfocused_or_wrong_focus")
    UNFOCUSED_OR_WRONG_FOCUS,
    @JsonProperty("other")
    OTHER,
    @JsonProperty("na")
    NA;

    /** The word used on the wire and in stored data, such as {@code too_intense}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
