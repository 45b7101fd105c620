package org.kneadwell.booking.location;

import java.time.ZoneId;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Time zones as callers name them. */
public final class Zones {

    private Zones() {}

    /** Refuses what is not a region's zone such as {@code Europe/Berlin} or {@code UTC}: an offset does not know summer time. */
    public static void requireRegion(String field, String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw Problems.invalid(
                    422,
                    "unknown-time-zone",
                    "The time zone is not known.",
                    List.of(new Violation(field, "Name a time zone such as Europe/Berlin.")));
        }
    }
}
