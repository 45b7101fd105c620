package org.kneadwell.intake.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What changed a region's number. */
public enum ChangeKind {
    @JsonProperty("intake")
    INTAKE,
    @JsonProperty("today")
    TODAY,
    @JsonProperty("follow_up")
    FOLLOW_UP,
    @JsonProperty("clearance")
    CLEARANCE,
    @JsonProperty("suspended")
    SUSPENDED,
    @JsonProperty("resumed")
    RESUMED;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
