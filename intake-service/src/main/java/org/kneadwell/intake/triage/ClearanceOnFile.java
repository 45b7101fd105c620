package org.kneadwell.intake.triage;

import java.time.LocalDate;
import java.util.Set;

/**
 * A clinician's note: which rules it clears, from which day to which, both included.
 *
 * @param ruleIds the rules it is about
 */
public record ClearanceOnFile(Set<String> ruleIds, LocalDate validFrom, LocalDate validUntil) {

    public ClearanceOnFile {
        ruleIds = Set.copyOf(ruleIds);
        if (ruleIds.isEmpty()) {
            throw new IllegalArgumentException("A note is about at least one rule.");
        }
        if (validUntil.isBefore(validFrom)) {
            throw new IllegalArgumentException("A note does not end before it begins.");
        }
    }

    public boolean covers(String ruleId, LocalDate day) {
        return ruleIds.contains(ruleId) && !day.isBefore(validFrom) && !day.isAfter(validUntil);
    }
}
