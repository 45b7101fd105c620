package org.kneadwell.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.slot.Within.Stretch;

class WithinTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The night of the 29th is an hour short there. */
    private static final Days WEEKEND = new Days(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 29));

    private static final Instant LONG_BEFORE = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void hours_of_each_day_are_by_the_clock_on_the_wall() {
        assertThat(Within.hours(WEEKEND, BERLIN, LONG_BEFORE, LocalTime.of(9, 0), LocalTime.of(12, 0))
                        .stretches())
                .containsExactly(
                        stretch("2026-03-28T08:00:00Z", "2026-03-28T11:00:00Z"),
                        stretch("2026-03-29T07:00:00Z", "2026-03-29T10:00:00Z"));
    }

    @Test
    void without_hours_the_days_are_one_stretch_from_now_on() {
        assertThat(Within.hours(WEEKEND, BERLIN, Instant.parse("2026-03-28T10:00:00Z"), null, null)
                        .stretches())
                .containsExactly(stretch("2026-03-28T10:00:00Z", "2026-03-29T22:00:00Z"));
    }

    @Test
    void half_open_hours_reach_to_midnight() {
        assertThat(Within.hours(WEEKEND, BERLIN, LONG_BEFORE, LocalTime.of(18, 0), null)
                        .stretches())
                .containsExactly(
                        stretch("2026-03-28T17:00:00Z", "2026-03-28T23:00:00Z"),
                        stretch("2026-03-29T16:00:00Z", "2026-03-29T22:00:00Z"));
        assertThat(Within.hours(WEEKEND, BERLIN, LONG_BEFORE, null, LocalTime.of(8, 0))
                        .stretches())
                .containsExactly(
                        stretch("2026-03-27T23:00:00Z", "2026-03-28T07:00:00Z"),
                        stretch("2026-03-28T23:00:00Z", "2026-03-29T06:00:00Z"));
    }

    @Test
    void hours_that_are_over_are_left_out_and_nothing_begins_when_all_are() {
        var noon = Instant.parse("2026-03-28T11:00:00Z");
        assertThat(Within.hours(WEEKEND, BERLIN, noon, LocalTime.of(9, 0), LocalTime.of(12, 0))
                        .stretches())
                .containsExactly(stretch("2026-03-29T07:00:00Z", "2026-03-29T10:00:00Z"));
        var saturday = new Days(WEEKEND.first(), WEEKEND.first());
        assertThat(Within.hours(saturday, BERLIN, noon, LocalTime.of(9, 0), LocalTime.of(12, 0))
                        .stretches())
                .isEqualTo(List.of(stretch("2026-03-28T23:00:00Z", "2026-03-28T23:00:00Z")));
    }

    @Test
    void a_place_is_any_place_unless_one_is_named() {
        var here = UUID.randomUUID();
        var anywhere = Within.between(LONG_BEFORE, LONG_BEFORE.plusSeconds(1));
        assertThat(anywhere.isAt(here)).isTrue();
        assertThat(anywhere.at(here).isAt(here)).isTrue();
        assertThat(anywhere.at(UUID.randomUUID()).isAt(here)).isFalse();
    }

    private static Stretch stretch(String from, String to) {
        return new Stretch(Instant.parse(from), Instant.parse(to));
    }
}
