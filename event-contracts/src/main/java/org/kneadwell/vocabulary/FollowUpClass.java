package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The class of a follow-up answer, from most to least serious. The first that matches wins. */
public enum FollowUpClass {
    @JsonProperty("urgent")
    URGENT,
    @JsonProperty("doctor")
    DOCTOR,
    @JsonProperty("overdone")
    OVERDONE,
    @JsonProperty("prolonged")
    PROLONGED,
    @JsonProperty("normal")
    NORMAL;

    /** Whether nothing may be booked until this is resolved. */
    public boolean blocksBooking() {
        return this == URGENT || this == DOCTOR;
    }

    /** The word used on the wire and in stored data, such as {@code urgent}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
