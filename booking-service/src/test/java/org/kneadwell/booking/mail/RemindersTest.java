package org.kneadwell.booking.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemindersTest {

    @ParameterizedTest(name = "{0} {1} → {2}: {3}")
    @CsvSource({
        "America/New_York, 2026-03-04T14:00:00Z, 2026-03-03T14:00:00Z, an ordinary day",
        "America/New_York, 2026-03-08T13:00:00Z, 2026-03-07T14:00:00Z, 23 hours before on the day the clock goes forward",
        "America/New_York, 2026-11-01T14:00:00Z, 2026-10-31T13:00:00Z, 25 hours before on the day it goes back",
        "America/New_York, 2026-03-09T06:30:00Z, 2026-03-08T07:30:00Z, 02:30 did not exist the day before",
        "America/New_York, 2026-11-02T06:30:00Z, 2026-11-01T05:30:00Z, 01:30 came twice the day before",
        "Australia/Lord_Howe, 2026-04-04T22:30:00Z, 2026-04-03T22:00:00Z, half an hour back",
        "Australia/Lord_Howe, 2026-10-03T22:00:00Z, 2026-10-02T22:30:00Z, half an hour forward",
        "Asia/Kathmandu, 2026-03-04T03:15:00Z, 2026-03-03T03:15:00Z, a zone of quarter hours"
    })
    void a_reminder_comes_the_day_before_at_the_same_time_on_the_clock(
            String zone, Instant start, Instant due, String why) {
        assertThat(Reminders.dueAt(start, ZoneId.of(zone))).as(why).isEqualTo(due);
    }
}
