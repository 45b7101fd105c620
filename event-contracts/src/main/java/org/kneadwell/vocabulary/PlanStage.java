package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a client is in a course of massage: one trial session, a short series, then maintenance. */
public enum PlanStage {
    @JsonProperty("trial")
    TRIAL,
    @JsonProperty("series")
    SERIES,
    @JsonProperty("maintenance")
    MAINTENANCE;

    /** The word used on the wire and in stored data, such as {@code trial}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
