package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.slot.engine.SlotFixtures.at;
import static org.kneadwell.booking.slot.engine.SlotFixtures.booked;
import static org.kneadwell.booking.slot.engine.SlotFixtures.daily;
import static org.kneadwell.booking.slot.engine.SlotFixtures.finder;
import static org.kneadwell.booking.slot.engine.SlotFixtures.hours;
import static org.kneadwell.booking.slot.engine.SlotFixtures.localStarts;
import static org.kneadwell.booking.slot.engine.SlotFixtures.min;
import static org.kneadwell.booking.slot.engine.SlotFixtures.onlyOn;
import static org.kneadwell.booking.slot.engine.SlotFixtures.slot;
import static org.kneadwell.booking.slot.engine.SlotFixtures.split;
import static org.kneadwell.booking.slot.engine.SlotFixtures.starts;
import static org.kneadwell.booking.slot.engine.SlotFixtures.with;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;

/** The numbered availability cases: every list is exact. */
class SlotCasesTest {

    /** Base H of the cases: Kolkata, 09:30–18:00 local, which is 04:00–12:30Z. */
    private static final WorkingHours H = daily("Asia/Kolkata", hours("09:30", "18:00"));

    private static final String DAY = "2024-05-21";

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(
                        "1: 45 minutes in an open day",
                        finder(H, SlotRules.forLength(min(45))),
                        "04:00 04:45 05:30 06:15 07:00 07:45 08:30 09:15 10:00 10:45 11:30"),
                Arguments.of(
                        "2: the grid goes on behind a short booking",
                        finder(H, SlotRules.forLength(min(45)), booked(DAY + "T04:00:00Z", DAY + "T04:15:00Z")),
                        "04:15 05:00 05:45 06:30 07:15 08:00 08:45 09:30 10:15 11:00 11:45"),
                Arguments.of(
                        "3: 30 minutes",
                        finder(H, SlotRules.forLength(min(30))),
                        "04:00 04:30 05:00 05:30 06:00 06:30 07:00 07:30 08:00 08:30 09:00 09:30 10:00 10:30 11:00 11:30 12:00"),
                Arguments.of(
                        "4: own buffers around busy time from elsewhere",
                        finder(
                                H,
                                SlotRules.forLength(min(120)).withBuffers(min(120), min(120)),
                                Busy.elsewhere(slot(DAY + "T04:00:00Z", DAY + "T06:00:00Z"))),
                        "08:00 10:00"),
                Arguments.of(
                        "5: both sessions' buffers between two of our own",
                        finder(
                                H,
                                SlotRules.forLength(min(120)).withBuffers(min(120), min(120)),
                                Busy.session(slot(DAY + "T04:00:00Z", DAY + "T06:00:00Z"), min(120), min(120))),
                        "10:00"),
                Arguments.of(
                        "6: a date override replaces the day",
                        finder(with(H, DAY, hours("14:00", "18:00")), SlotRules.forLength(min(60))),
                        "08:30 09:30 10:30 11:30"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_starts_are_exactly_these(String name, SlotFinder finder, String expected) {
        assertThat(starts(finder, DAY)).isEqualTo(split(expected));
    }

    @Test
    void case_7_a_hold_hides_its_time_whatever_the_session() {
        // To its own holder, and to everyone once it has expired, it is not among the busy times: BookingTest.
        Busy hold = booked(DAY + "T04:00:00Z", DAY + "T04:45:00Z");

        assertThat(starts(finder(H, SlotRules.forLength(min(45)), hold), DAY))
                .isEqualTo(split("04:45 05:30 06:15 07:00 07:45 08:30 09:15 10:00 10:45 11:30"));
        assertThat(starts(finder(H, SlotRules.forLength(min(60)), hold), DAY))
                .isEqualTo(split("04:45 05:45 06:45 07:45 08:45 09:45 10:45"));
        assertThat(starts(finder(H, SlotRules.forLength(min(45))), DAY))
                .isEqualTo(split("04:00 04:45 05:30 06:15 07:00 07:45 08:30 09:15 10:00 10:45 11:30"));
    }

    @Test
    void case_8_sessions_of_20_and_of_8_minutes_fill_the_day_exactly() {
        var nearlyAllDay = daily("UTC", hours("00:00", "23:45"));
        List<String> everyTwentyMinutes = IntStream.rangeClosed(0, 70)
                .mapToObj(i -> "%02d:%02d".formatted(i / 3, i % 3 * 20))
                .toList();
        assertThat(starts(finder(nearlyAllDay, SlotRules.forLength(min(20))), DAY))
                .hasSize(71)
                .isEqualTo(everyTwentyMinutes);

        var short38 = daily("UTC", hours("07:22", "08:00"));
        assertThat(starts(finder(short38, SlotRules.forLength(min(8))), DAY))
                .containsExactly("07:22", "07:30", "07:38", "07:46");
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                Arguments.of(
                        "America/New_York",
                        "2023-11-06",
                        "09:00",
                        "17:00",
                        "2023-11-06T14:00:00Z",
                        "2023-11-06T22:00:00Z"),
                Arguments.of(
                        "America/New_York",
                        "2026-03-07",
                        "13:00",
                        "18:00",
                        "2026-03-07T18:00:00Z",
                        "2026-03-07T23:00:00Z"),
                Arguments.of(
                        "America/New_York",
                        "2026-03-08",
                        "13:00",
                        "18:00",
                        "2026-03-08T17:00:00Z",
                        "2026-03-08T22:00:00Z"),
                Arguments.of(
                        "America/Chicago",
                        "2025-03-09",
                        "15:00",
                        "16:30",
                        "2025-03-09T20:00:00Z",
                        "2025-03-09T21:30:00Z"),
                Arguments.of(
                        "America/New_York",
                        "2023-06-13",
                        "22:00",
                        "23:00",
                        "2023-06-14T02:00:00Z",
                        "2023-06-14T03:00:00Z"));
    }

    @ParameterizedTest(name = "{0} {1} {2}–{3}")
    @MethodSource("windows")
    void case_9_local_hours_are_resolved_per_date(
            String zone, String date, String from, String to, Instant opens, Instant closes) {
        var finder = finder(onlyOn(zone, Map.of(date, List.of(hours(from, to)))), SlotRules.forLength(min(30)));

        List<TimeSlot> slots = finder.startingIn(opens.minusSeconds(86_400 * 3), closes.plusSeconds(86_400 * 3));

        assertThat(slots)
                .isEqualTo(Stream.iterate(opens, closes::isAfter, start -> start.plus(min(30)))
                        .map(start -> TimeSlot.of(start, min(30)))
                        .toList());
    }

    @Test
    void case_10_a_late_override_lands_on_the_next_utc_day_and_leaves_that_days_hours_alone() {
        var newYork = with(daily("America/New_York", hours("08:00", "17:00")), "2023-06-13", hours("22:00", "23:00"));

        List<String> starts = starts(finder(newYork, SlotRules.forLength(min(60))), "2023-06-14");

        assertThat(starts)
                .containsExactly(
                        "02:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "19:00", "20:00");
        assertThat(localStarts(finder(newYork, SlotRules.forLength(min(60))), "2023-06-13"))
                .containsExactly("22:00");
    }

    @Test
    void case_11_intervals_are_half_open() {
        var allDay = daily("UTC", hours("00:00", "00:00"));
        var every15 = SlotRules.forLength(min(30)).every(min(15)).on(SlotRules.Grid.ON_THE_CLOCK);
        List<String> morning = starts(finder(allDay, every15, booked(DAY + "T09:00:00Z", DAY + "T09:30:00Z")), DAY);
        assertThat(morning).contains("09:30", "08:30").doesNotContain("09:15", "08:45", "09:00");

        var overnight = daily("UTC", hours("12:00", "06:00"));
        List<String> evening =
                starts(finder(overnight, every15, booked("2024-05-22T00:00:00Z", "2024-05-22T01:00:00Z")), DAY);
        assertThat(evening).contains("23:30").doesNotContain("23:45");
        assertThat(starts(finder(overnight, every15), DAY)).contains("23:45");
    }

    @Test
    void case_12_a_booking_of_odd_length_moves_the_grid_behind_it() {
        var nineToFive = daily("UTC", hours("09:00", "17:00"));

        assertThat(starts(
                        finder(
                                nineToFive,
                                SlotRules.forLength(min(30)),
                                booked(DAY + "T10:00:00Z", DAY + "T10:45:00Z")),
                        DAY))
                .containsExactly(
                        "09:00", "09:30", "10:45", "11:15", "11:45", "12:15", "12:45", "13:15", "13:45", "14:15",
                        "14:45", "15:15", "15:45", "16:15");
    }

    @Test
    void case_13_only_times_next_to_what_is_booked_or_at_an_edge() {
        var nineToFive = daily("UTC", hours("09:00", "17:00"));
        var edges = SlotRules.forLength(min(60)).with(Gaps.ONLY_AT_EDGES);

        assertThat(starts(finder(nineToFive, edges), DAY))
                .containsExactly("09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00");
        assertThat(starts(finder(nineToFive, edges, booked(DAY + "T10:00:00Z", DAY + "T11:00:00Z")), DAY))
                .containsExactly("09:00", "11:00", "16:00");
    }

    @Test
    void case_14_a_weekly_series_keeps_its_wall_clock_time_across_a_change() {
        var newYork = ZoneId.of("America/New_York");

        assertThat(series(LocalDateTime.parse("2026-03-01T10:00"), newYork, Period.ofWeeks(1), 3))
                .containsExactly(at("2026-03-01T15:00:00Z"), at("2026-03-08T14:00:00Z"), at("2026-03-15T14:00:00Z"));
        assertThat(series(LocalDateTime.parse("2026-02-22T02:30"), newYork, Period.ofWeeks(2), 3))
                .as("02:30 does not exist on March 8 and is 03:30 there; the week after it is 02:30 again")
                .containsExactly(at("2026-02-22T07:30:00Z"), at("2026-03-08T07:30:00Z"), at("2026-03-22T06:30:00Z"));
        assertThat(WallClock.instant(LocalDateTime.parse("2026-11-01T01:30"), newYork))
                .as("01:30 comes twice on November 1; the earlier one is meant")
                .isEqualTo(at("2026-11-01T05:30:00Z"));
        assertThat(WallClock.instant(LocalDateTime.parse("2026-10-04T02:15"), ZoneId.of("Australia/Lord_Howe")))
                .as("Lord Howe's gap is half an hour: 02:15 is 02:45")
                .isEqualTo(at("2026-10-03T15:45:00Z"));
    }

    /** Each occurrence is resolved on its own date, never added up from the first. */
    private static List<Instant> series(LocalDateTime first, ZoneId zone, Period every, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> WallClock.instant(first.plus(every.multipliedBy(i)), zone))
                .toList();
    }

    // What went wrong elsewhere, as far as it is the list's to get wrong; the rest is in BookingTest and
    // ContentionTest.

    @Test
    void a_slot_near_midnight_is_on_its_own_local_day() {
        var lateInAuckland = daily("Pacific/Auckland", hours("22:00", "00:00"));
        var finder = finder(lateInAuckland, SlotRules.forLength(min(60)));

        assertThat(localStarts(finder, "2026-03-03")).containsExactly("22:00", "23:00");
        assertThat(starts(finder, "2026-03-03"))
                .as("22:00 on March 3 in Auckland is the morning of March 3 in UTC")
                .containsExactly("09:00", "10:00");

        var earlyInAuckland = daily("Pacific/Auckland", hours("00:00", "02:00"));
        assertThat(starts(finder(earlyInAuckland, SlotRules.forLength(min(60))), "2026-03-03"))
                .as("00:00 on March 4 in Auckland is still March 3 in UTC")
                .containsExactly("11:00", "12:00");
        assertThat(starts(finder(with(earlyInAuckland, "2026-03-04"), SlotRules.forLength(min(60))), "2026-03-03"))
                .as("closed on March 4, which is March 4 in Auckland")
                .isEmpty();
    }

    @Test
    void a_cap_counts_a_session_near_midnight_on_its_own_local_day() {
        var finder = finder(
                daily("America/New_York", hours("20:00", "23:00")),
                SlotRules.forLength(min(60)).with(new SlotRules.Caps(1, null, null, null)),
                // 20:00 on March 3 in New York.
                booked("2026-03-04T01:00:00Z", "2026-03-04T02:00:00Z"));

        assertThat(localStarts(finder, "2026-03-03")).isEmpty();
        assertThat(localStarts(finder, "2026-03-04")).containsExactly("20:00", "21:00", "22:00");
    }

    static Stream<Arguments> transitionDays() {
        return Stream.of(
                Arguments.of("America/New_York", "2026-03-08", "2026-03-08T13:00:00Z"),
                Arguments.of("America/New_York", "2026-11-01", "2026-11-01T14:00:00Z"),
                Arguments.of("Europe/Berlin", "2026-03-29", "2026-03-29T07:00:00Z"),
                Arguments.of("Europe/Berlin", "2026-10-25", "2026-10-25T08:00:00Z"),
                Arguments.of("Australia/Lord_Howe", "2026-10-04", "2026-10-03T22:00:00Z"),
                Arguments.of("Australia/Lord_Howe", "2026-04-05", "2026-04-04T22:30:00Z"),
                Arguments.of("Pacific/Chatham", "2026-09-27", "2026-09-26T19:15:00Z"),
                Arguments.of("Africa/Cairo", "2026-04-24", "2026-04-24T06:00:00Z"),
                Arguments.of("America/Sao_Paulo", "2018-11-04", "2018-11-04T11:00:00Z"),
                Arguments.of("America/Sao_Paulo", "2019-11-03", "2019-11-03T12:00:00Z"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("transitionDays")
    void on_the_day_of_a_clock_change_nine_is_nine_and_a_day_at_work_has_its_usual_hours(
            String zone, String day, Instant nine) {
        for (SlotRules.Grid grid : SlotRules.Grid.values()) {
            var finder = finder(
                    daily(zone, hours("09:00", "13:00")),
                    SlotRules.forLength(min(60)).on(grid));

            assertThat(localStarts(finder, day)).containsExactly("09:00", "10:00", "11:00", "12:00");
            assertThat(finder.startingIn(nine, nine.plusSeconds(1))).containsExactly(TimeSlot.of(nine, min(60)));
        }
    }

    @Test
    void where_the_clock_skips_or_repeats_an_hour_the_night_has_the_hours_that_pass() {
        var nights = finder(daily("America/New_York", hours("00:00", "05:00")), SlotRules.forLength(min(60)));

        assertThat(localStarts(nights, "2026-03-08")).containsExactly("00:00", "01:00", "03:00", "04:00");
        assertThat(localStarts(nights, "2026-11-01"))
                .containsExactly("00:00", "01:00", "01:00", "02:00", "03:00", "04:00");
    }

    @Test
    void no_start_is_offered_inside_another_sessions_buffer() {
        var nineToOne = daily("UTC", hours("09:00", "13:00"));
        Busy withBuffers = Busy.session(slot(DAY + "T10:00:00Z", DAY + "T11:00:00Z"), min(15), min(30));

        assertThat(starts(finder(nineToOne, SlotRules.forLength(min(45)).every(min(15)), withBuffers), DAY))
                .as("free until 09:45 and again from 11:30")
                .containsExactly("09:00", "11:30", "11:45", "12:00", "12:15");
        assertThat(starts(
                        finder(
                                nineToOne,
                                SlotRules.forLength(min(45)).every(min(15)).withBuffers(min(10), min(5)),
                                withBuffers),
                        DAY))
                .as("free until 09:40 and again from 11:40")
                .containsExactly("11:40", "11:55", "12:10");
    }
}
