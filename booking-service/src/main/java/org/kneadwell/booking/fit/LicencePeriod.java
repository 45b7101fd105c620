package org.kneadwell.booking.fit;

import java.time.LocalDate;

/**
 * When and where a licence allows to practise.
 *
 * @param validUntil the last day it covers
 * @param verified whether a coordinator has checked it; a licence nobody checked does not count
 */
public record LicencePeriod(String jurisdiction, LocalDate validFrom, LocalDate validUntil, boolean verified) {

    public boolean validOn(String where, LocalDate day) {
        return touches(where, day, day);
    }

    /** Whether it counts on at least one day from {@code first} to {@code last}, both included. */
    boolean touches(String where, LocalDate first, LocalDate last) {
        return verified && jurisdiction.equals(where) && !validFrom.isAfter(last) && !validUntil.isBefore(first);
    }
}
