package org.kneadwell.intake.triage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What triage says, from least to most serious; the order of the constants is the order of severity. */
public enum TriageOutcome {
    @JsonProperty("ok")
    OK,
    @JsonProperty("gentle_only")
    GENTLE_ONLY,
    @JsonProperty("clearance")
    CLEARANCE,
    @JsonProperty("see_doctor")
    SEE_DOCTOR,
    @JsonProperty("urgent_care")
    URGENT_CARE;

    /** Whether an appointment may be made at all. */
    public boolean bookable() {
        return this == OK || this == GENTLE_ONLY;
    }

    public TriageOutcome worse(TriageOutcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
