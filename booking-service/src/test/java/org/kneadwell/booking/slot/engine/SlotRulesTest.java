package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kneadwell.booking.slot.engine.SlotFixtures.at;
import static org.kneadwell.booking.slot.engine.SlotFixtures.booked;
import static org.kneadwell.booking.slot.engine.SlotFixtures.daily;
import static org.kneadwell.booking.slot.engine.SlotFixtures.finder;
import static org.kneadwell.booking.slot.engine.SlotFixtures.hours;
import static org.kneadwell.booking.slot.engine.SlotFixtures.localStarts;
import static org.kneadwell.booking.slot.engine.SlotFixtures.min;
import static org.kneadwell.booking.slot.engine.SlotFixtures.onlyOn;
import static org.kneadwell.booking.slot.engine.SlotFixtures.slot;
import static org.kneadwell.booking.slot.engine.SlotFixtures.starts;
import static org.kneadwell.booking.slot.engine.SlotFixtures.with;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refusal;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

class SlotRulesTest {

    private static final WorkingHours NINE_TO_ONE = daily("UTC", hours("09:00", "13:00"));
    private static final SlotRules HOURLY = SlotRules.forLength(min(60));
    private static final String DAY = "2026-03-10";

    private static SlotFinder asOf(String now, SlotRules rules, Busy... busy) {
        return new SlotFinder(NINE_TO_ONE, List.of(), List.of(busy), rules, at(now));
    }

    @Test
    void notice_hides_starts_and_does_not_move_the_grid() {
        assertThat(starts(asOf(DAY + "T08:37:00Z", HOURLY.withNotice(min(60))), DAY))
                .containsExactly("10:00", "11:00", "12:00");
        assertThat(starts(asOf(DAY + "T09:00:00Z", HOURLY.withNotice(min(60))), DAY))
                .as("exactly the notice is enough")
                .containsExactly("10:00", "11:00", "12:00");
        assertThat(starts(asOf(DAY + "T09:00:01Z", HOURLY.withNotice(min(60))), DAY))
                .containsExactly("11:00", "12:00");
    }

    @Test
    void the_range_asked_for_does_not_move_the_grid() {
        var finder = finder(NINE_TO_ONE, HOURLY.every(min(25)));

        assertThat(finder.startingIn(at(DAY + "T09:30:00Z"), at(DAY + "T10:40:00Z")))
                .containsExactly(
                        slot(DAY + "T09:50:00Z", DAY + "T10:50:00Z"), slot(DAY + "T10:15:00Z", DAY + "T11:15:00Z"));
    }

    @Test
    void the_horizon_is_whole_local_days() {
        var kathmandu = daily("Asia/Kathmandu", hours("09:00", "11:00"));
        var finder = new SlotFinder(kathmandu, List.of(), List.of(), HOURLY.withHorizon(1), at("2026-03-10T18:20:00Z"));

        assertThat(finder.startingIn(at("2026-03-10T00:00:00Z"), at("2026-03-20T00:00:00Z")))
                .as("it is already March 11 in Kathmandu, so March 12 is the last day")
                .extracting(TimeSlot::start)
                .containsExactly(
                        at("2026-03-11T03:15:00Z"),
                        at("2026-03-11T04:15:00Z"),
                        at("2026-03-12T03:15:00Z"),
                        at("2026-03-12T04:15:00Z"));
    }

    @Test
    void where_clocks_go_back_over_midnight_the_last_day_of_the_horizon_has_all_its_hours() {
        // In St John's the clock went from 00:01 on November 7 back to 23:01 on November 6.
        var stJohns = daily("America/St_Johns", hours("22:00", "02:00"));
        var finder = new SlotFinder(
                stJohns, List.of(), List.of(), SlotRules.forLength(min(30)).withHorizon(1), at("2010-11-05T12:00:00Z"));

        assertThat(finder.startingIn(at("2010-11-06T20:00:00Z"), at("2010-11-08T00:00:00Z")))
                .extracting(TimeSlot::start)
                .as("22:00 to 23:30, 00:00 is the 7th already, then 23:30 for the second time")
                .containsExactly(
                        at("2010-11-07T00:30:00Z"),
                        at("2010-11-07T01:00:00Z"),
                        at("2010-11-07T01:30:00Z"),
                        at("2010-11-07T02:00:00Z"),
                        at("2010-11-07T03:00:00Z"));
        assertThat(finder.decide(at("2010-11-07T02:30:00Z")))
                .isEqualTo(new Refused(Refusal.TOO_FAR_AHEAD, "Bookings open 1 day ahead."));
    }

    @Test
    void where_clocks_go_back_over_midnight_the_next_day_begins_before_the_evening_ends() {
        // In St John's 00:00 on November 1 was at 02:30Z, and from 02:31Z it was October 31 again.
        var stJohns = daily("America/St_Johns", hours("00:00", "10:00"));

        assertThat(finder(stJohns, HOURLY).startingIn(at("2009-11-01T02:00:00Z"), at("2009-11-01T03:13:00Z")))
                .containsExactly(slot("2009-11-01T02:30:00Z", "2009-11-01T03:30:00Z"));
    }

    @Test
    void time_off_takes_the_time_without_buffers_and_the_grid_goes_on_behind_it() {
        var finder = new SlotFinder(
                NINE_TO_ONE,
                List.of(slot(DAY + "T10:00:00Z", DAY + "T10:20:00Z")),
                List.of(),
                HOURLY.withBuffers(min(15), min(15)),
                SlotFixtures.LONG_AGO);

        assertThat(starts(finder, DAY)).containsExactly("09:00", "10:20", "11:20");
    }

    @Test
    void hours_that_end_on_a_date_and_hours_elsewhere_that_begin_on_it_share_no_day() {
        LocalDate moves = LocalDate.parse("2026-03-10");
        var berlin = daily("Europe/Berlin", hours("10:00", "12:00")).holding(null, moves);
        var kathmandu = daily("Asia/Kathmandu", hours("10:00", "12:00")).holding(moves, LocalDate.parse("2026-03-11"));
        Instant from = at("2026-03-08T23:00:00Z");
        Instant to = at("2026-03-15T00:00:00Z");

        assertThat(finder(berlin, HOURLY).startingIn(from, to))
                .extracting(TimeSlot::start)
                .as("March 9 is the last day in Berlin")
                .containsExactly(at("2026-03-09T09:00:00Z"), at("2026-03-09T10:00:00Z"));
        assertThat(finder(kathmandu, HOURLY).startingIn(from, to))
                .extracting(TimeSlot::start)
                .as("March 10 is the only day in Kathmandu")
                .containsExactly(at("2026-03-10T04:15:00Z"), at("2026-03-10T05:15:00Z"));
        assertThat(finder(berlin, HOURLY).decide(at("2026-03-10T09:00:00Z")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Refusal.OUTSIDE_WORKING_HOURS));
        assertThat(finder(berlin, HOURLY).whyNone(at("2026-03-10T00:00:00Z"), to))
                .extracting(WhyNone::rule)
                .containsExactly(WhyNone.Rule.WORKING_HOURS);
    }

    @Test
    void an_override_outside_the_dates_the_hours_hold_on_opens_nothing_and_the_last_night_is_whole() {
        var nights = with(daily("UTC", hours("22:00", "02:00")), "2026-03-12", hours("09:00", "12:00"))
                .holding(LocalDate.parse("2026-03-09"), LocalDate.parse("2026-03-11"));

        assertThat(finder(nights, HOURLY.every(min(120)))
                        .startingIn(at("2026-03-01T00:00:00Z"), at("2026-03-20T00:00:00Z")))
                .extracting(TimeSlot::start)
                .containsExactly(
                        at("2026-03-09T22:00:00Z"),
                        at("2026-03-10T00:00:00Z"),
                        at("2026-03-10T22:00:00Z"),
                        at("2026-03-11T00:00:00Z"));
    }

    @Test
    void a_night_that_is_cut_by_the_night_before_it_keeps_its_grid_wherever_one_looks_from() {
        // Each lasts 23 hours: the second begins when the first ends, at 19:00, and every 40 minutes from then.
        var nights = onlyOn(
                "UTC",
                Map.of("2026-03-08", List.of(hours("20:00", "19:00")), "2026-03-09", List.of(hours("18:00", "17:00"))));

        assertThat(starts(finder(nights, HOURLY.every(min(400))), "2026-03-10"))
                .containsExactly("01:40", "08:20", "15:00");
    }

    @Test
    void hours_that_end_before_they_begin_are_refused() {
        LocalDate day = LocalDate.parse(DAY);
        assertThatThrownBy(() -> NINE_TO_ONE.holding(day, day.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(starts(finder(NINE_TO_ONE.holding(day, day), HOURLY), DAY))
                .as("ending on the day they begin, they hold on none")
                .isEmpty();
        assertThat(starts(finder(NINE_TO_ONE.holding(day, day.plusDays(1)), HOURLY), DAY))
                .hasSize(4);
    }

    @Test
    void on_the_clock_starts_are_local_hours_also_where_the_offset_is_45_minutes() {
        var finder = finder(daily("Asia/Kathmandu", hours("09:10", "12:30")), HOURLY.on(Grid.ON_THE_CLOCK));

        assertThat(localStarts(finder, DAY)).containsExactly("10:00", "11:00");
    }

    @Test
    void on_the_clock_starts_stay_on_the_local_clock_through_a_change_of_half_an_hour() {
        var finder = finder(daily("Australia/Lord_Howe", hours("00:30", "05:00")), HOURLY.on(Grid.ON_THE_CLOCK));

        assertThat(localStarts(finder, "2026-10-04"))
                .as("02:00 does not exist that day: the clock goes from 01:59 to 02:30")
                .containsExactly("01:00", "03:00", "04:00");
    }

    @Test
    void caps_count_sessions_and_minutes_by_local_day_and_week_and_not_time_from_elsewhere() {
        Busy one = booked(DAY + "T09:00:00Z", DAY + "T10:00:00Z");
        Busy elsewhere = Busy.elsewhere(slot(DAY + "T10:00:00Z", DAY + "T11:00:00Z"));

        assertThat(starts(finder(NINE_TO_ONE, HOURLY.with(new Caps(2, null, null, null)), one, elsewhere), DAY))
                .containsExactly("11:00", "12:00");
        assertThat(starts(finder(NINE_TO_ONE, HOURLY.with(new Caps(1, null, null, null)), one), DAY))
                .isEmpty();
        assertThat(starts(finder(NINE_TO_ONE, HOURLY.with(new Caps(null, 119, null, null)), one), DAY))
                .isEmpty();
        assertThat(starts(finder(NINE_TO_ONE, HOURLY.with(new Caps(null, 120, null, null)), one), DAY))
                .containsExactly("10:00", "11:00", "12:00");
        assertThat(starts(finder(NINE_TO_ONE, HOURLY.with(new Caps(null, 59, null, null))), DAY))
                .as("not even one session fits under the cap")
                .isEmpty();

        var oneAWeek = finder(NINE_TO_ONE, HOURLY.with(new Caps(null, null, 1, null)), one);
        assertThat(starts(oneAWeek, "2026-03-09")).as("Monday of the same week").isEmpty();
        assertThat(starts(oneAWeek, "2026-03-15")).as("Sunday of the same week").isEmpty();
        assertThat(starts(oneAWeek, "2026-03-16")).as("Monday of the next").hasSize(4);
        assertThat(starts(oneAWeek, "2026-03-08")).as("Sunday of the last").hasSize(4);
    }

    @Test
    void pieces_that_touch_stay_two_and_pieces_that_overlap_are_one() {
        assertThat(starts(finder(daily("UTC", hours("09:00", "10:30"), hours("10:30", "12:00")), HOURLY), DAY))
                .containsExactly("09:00", "10:30");
        assertThat(starts(finder(daily("UTC", hours("10:00", "12:00"), hours("09:00", "10:30")), HOURLY), DAY))
                .containsExactly("09:00", "10:00", "11:00");
    }

    @Test
    void under_the_gap_rule_the_last_start_ends_exactly_at_the_edge() {
        var finder = finder(
                daily("UTC", hours("09:00", "17:30")),
                HOURLY.with(Gaps.ONLY_AT_EDGES),
                booked(DAY + "T10:00:00Z", DAY + "T11:00:00Z"));

        assertThat(starts(finder, DAY)).containsExactly("09:00", "11:00", "16:30");
    }

    static Stream<Arguments> refusals() {
        Busy taken = Busy.session(slot(DAY + "T10:00:00Z", DAY + "T11:00:00Z"), min(0), min(15));
        return Stream.of(
                        Arguments.of("09:00", "08:00", HOURLY, null),
                        Arguments.of("07:00", "08:00", HOURLY, Refusal.IN_THE_PAST),
                        Arguments.of("09:00", "08:30", HOURLY.withNotice(min(60)), Refusal.TOO_SOON),
                        Arguments.of("08:30", "08:00", HOURLY, Refusal.OUTSIDE_WORKING_HOURS),
                        Arguments.of("12:30", "08:00", HOURLY, Refusal.OUTSIDE_WORKING_HOURS),
                        Arguments.of("09:30", "08:00", HOURLY, Refusal.TAKEN),
                        Arguments.of("11:14", "08:00", HOURLY, Refusal.INSIDE_A_BUFFER),
                        Arguments.of("11:15", "08:00", HOURLY, null),
                        Arguments.of("11:20", "08:00", HOURLY, Refusal.OFF_THE_GRID),
                        Arguments.of("09:00", "08:00", HOURLY.withBuffers(min(0), min(5)), Refusal.INSIDE_A_BUFFER),
                        Arguments.of("12:00", "08:00", HOURLY.every(min(15)).with(Gaps.ONLY_AT_EDGES), null),
                        Arguments.of(
                                "11:30", "08:00", HOURLY.every(min(15)).with(Gaps.ONLY_AT_EDGES), Refusal.LEAVES_A_GAP),
                        Arguments.of(
                                "11:15", "08:00", HOURLY.with(new Caps(1, null, null, null)), Refusal.DAY_OR_WEEK_FULL))
                .map(row -> Arguments.of(row.get()[0], row.get()[1], row.get()[2], taken, row.get()[3]));
    }

    @ParameterizedTest(name = "{0} asked at {1} → {4}")
    @MethodSource("refusals")
    void a_requested_start_is_a_slot_or_the_rule_that_refuses_it_is_named(
            String start, String now, SlotRules rules, Busy taken, Refusal expected) {
        SlotDecision decision = asOf(DAY + "T" + now + ":00Z", rules, taken).decide(at(DAY + "T" + start + ":00Z"));

        switch (decision) {
            case Offered(TimeSlot slot) -> {
                assertThat(expected).isNull();
                assertThat(slot).isEqualTo(TimeSlot.of(at(DAY + "T" + start + ":00Z"), min(60)));
            }
            case Refused(Refusal why, String sentence) -> {
                assertThat(why).isEqualTo(expected);
                assertThat(sentence).endsWith(".");
            }
        }
    }

    @Test
    void a_start_beyond_the_horizon_or_between_two_seconds_is_refused() {
        var finder = asOf("2026-03-08T08:00:00Z", HOURLY.withHorizon(1));
        assertThat(finder.decide(at(DAY + "T09:00:00Z")))
                .isEqualTo(new Refused(Refusal.TOO_FAR_AHEAD, "Bookings open 1 day ahead."));
        assertThat(finder.decide(at("2026-03-09T09:00:00.5Z")))
                .isEqualTo(new Refused(Refusal.OFF_THE_GRID, "Sessions do not start at that minute."));
    }

    @Test
    void the_nearest_slots_are_offered_instead() {
        var finder = asOf(DAY + "T08:00:00Z", HOURLY, booked(DAY + "T11:00:00Z", DAY + "T12:00:00Z"));

        assertThat(new PlacedSlots<>(List.of(new PlacedSlots.Option<>("here", finder)))
                        .nearest(at(DAY + "T11:00:00Z"), Duration.ofDays(2), 3, _ -> true))
                .extracting(placed -> placed.slot().start())
                .containsExactly(at(DAY + "T09:00:00Z"), at(DAY + "T10:00:00Z"), at(DAY + "T12:00:00Z"));
    }

    static Stream<Arguments> nothing() {
        var closed = new WorkingHours(java.time.ZoneId.of("UTC"), Map.of(), Map.of());
        var away = slot(DAY + "T00:00:00Z", "2026-03-11T00:00:00Z");
        var full = booked(DAY + "T09:00:00Z", DAY + "T13:00:00Z");
        var some = booked(DAY + "T09:00:00Z", DAY + "T12:00:00Z");
        var now = at("2026-03-01T00:00:00Z");
        return Stream.of(
                Arguments.of(
                        new SlotFinder(closed, List.of(), List.of(), HOURLY, now),
                        List.of("The therapist has no open hours on these days.")),
                Arguments.of(
                        new SlotFinder(NINE_TO_ONE, List.of(), List.of(), SlotRules.forLength(min(300)), now),
                        List.of("No open time on these days is long enough for 300 minutes.")),
                Arguments.of(
                        new SlotFinder(
                                daily("UTC", hours("09:10", "10:50")),
                                List.of(),
                                List.of(),
                                HOURLY.on(Grid.ON_THE_CLOCK),
                                now),
                        List.of("No session starts in this time.")),
                Arguments.of(
                        new SlotFinder(NINE_TO_ONE, List.of(away), List.of(), HOURLY, now),
                        List.of("The therapist is away on these days.")),
                Arguments.of(
                        new SlotFinder(NINE_TO_ONE, List.of(), List.of(full), HOURLY, now),
                        List.of("Every time on these days is taken.")),
                Arguments.of(
                        new SlotFinder(
                                NINE_TO_ONE, List.of(), List.of(some), HOURLY.with(new Caps(1, null, null, null)), now),
                        List.of(
                                "Some of the times are taken.",
                                "The therapist takes no more sessions in a day or a week.")),
                Arguments.of(
                        new SlotFinder(NINE_TO_ONE, List.of(), List.of(), HOURLY, at("2026-03-12T00:00:00Z")),
                        List.of("These days have passed.")),
                Arguments.of(
                        new SlotFinder(
                                NINE_TO_ONE,
                                List.of(),
                                List.of(some),
                                HOURLY.withNotice(min(120)),
                                at(DAY + "T11:00:00Z")),
                        List.of("Some of the times are taken.", "The therapist needs 2 h notice.")),
                Arguments.of(
                        new SlotFinder(NINE_TO_ONE, List.of(), List.of(), HOURLY.withHorizon(5), now),
                        List.of("Bookings open 5 days ahead.")));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void an_empty_answer_says_why_rule_by_rule(SlotFinder finder, List<String> sentences) {
        Instant from = at(DAY + "T00:00:00Z");
        assertThat(finder.whyNone(from, from.plus(Duration.ofDays(1))))
                .extracting(WhyNone::sentence)
                .isEqualTo(sentences);
    }

    @Test
    void where_there_is_a_slot_nothing_is_to_be_explained() {
        Instant from = at(DAY + "T00:00:00Z");
        assertThat(finder(NINE_TO_ONE, HOURLY).whyNone(from, from.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void rules_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> SlotRules.forLength(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlotRules.forLength(Duration.ofSeconds(90)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HOURLY.withBuffers(min(-5), min(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> slot(DAY + "T09:00:00Z", DAY + "T09:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
