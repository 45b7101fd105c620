package org.kneadwell.booking.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Period;

/** From one session of a series to the next: always whole weeks, so that the day of the week stays. */
enum Rhythm {
    @JsonProperty("P1W")
    WEEKLY(1),
    @JsonProperty("P2W")
    BIWEEKLY(2),
    /** Maintenance, "about monthly": a day of the month would be another day of the week each time. */
    @JsonProperty("P4W")
    FOUR_WEEKLY(4);

    private final int weeks;

    Rhythm(int weeks) {
        this.weeks = weeks;
    }

    int weeks() {
        return weeks;
    }

    Period period() {
        return Period.ofWeeks(weeks);
    }

    static Rhythm ofWeeks(int weeks) {
        for (Rhythm rhythm : values()) {
            if (rhythm.weeks == weeks) {
                return rhythm;
            }
        }
        throw new IllegalArgumentException("No rhythm of " + weeks + " weeks.");
    }
}
