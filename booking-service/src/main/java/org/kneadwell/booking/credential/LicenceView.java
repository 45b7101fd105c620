package org.kneadwell.booking.credential;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A licence to practise.
 *
 * @param validUntil the last day it covers
 */
public record LicenceView(
        UUID id,
        UUID therapistId,
        String jurisdiction,
        String number,
        LocalDate validFrom,
        LocalDate validUntil,
        boolean verified) {}
