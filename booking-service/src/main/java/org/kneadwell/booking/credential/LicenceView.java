package org.kneadwell.booking.credential;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A licence to practise.
 *
 * @param validUntil the last day it covers
 * @param verified whether a coordinator has checked it and has not revoked it since
 */
public record LicenceView(
        UUID id,
        UUID therapistId,
        String jurisdiction,
        String number,
        LocalDate validFrom,
        LocalDate validUntil,
        boolean verified,
        boolean revoked) {}
