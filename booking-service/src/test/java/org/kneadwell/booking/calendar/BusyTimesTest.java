package org.kneadwell.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.calendar.BusyTimes.Reading;
import org.kneadwell.booking.slot.engine.TimeSlot;

class BusyTimesTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-04-05T00:00:00Z");

    private static Reading read(String text) {
        return BusyTimes.read(text, _ -> NEW_YORK, FROM, UNTIL);
    }

    private static Reading.Busy busy(String text) {
        assertThat(read(text)).isInstanceOf(Reading.Busy.class);
        return (Reading.Busy) read(text);
    }

    /** Lines of one entry, separated by a bar. */
    private static String event(String lines) {
        return calendar("BEGIN:VEVENT|UID:1@elsewhere|" + lines + "|END:VEVENT");
    }

    private static String calendar(String lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Elsewhere//EN\r\n" + lines.replace("|", "\r\n")
                + "\r\nEND:VCALENDAR\r\n";
    }

    private static List<String> times(Reading.Busy busy) {
        return busy.busy().stream().map(slot -> slot.start() + "/" + slot.end()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // UTC, a zone, a zone with a prefix, Windows's name, no zone at all (the therapist's), across a clock
                // change
                "DTSTART:20260303T140000Z|DTEND:20260303T150000Z 2026-03-03T14:00:00Z/2026-03-03T15:00:00Z",
                "DTSTART;TZID=Europe/Berlin:20260303T140000|DTEND;TZID=Europe/Berlin:20260303T150000 2026-03-03T13:00:00Z/2026-03-03T14:00:00Z",
                "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260303T140000|DURATION:PT1H 2026-03-03T13:00:00Z/2026-03-03T14:00:00Z",
                "DTSTART;TZID=\"W.#Europe#Standard#Time\":20260703T140000|DURATION:PT1H30M 2026-07-03T12:00:00Z/2026-07-03T13:30:00Z",
                "DTSTART:20260303T140000|DTEND:20260303T150000 2026-03-03T19:00:00Z/2026-03-03T20:00:00Z",
                "DTSTART;TZID=Australia/Lord_Howe:20260405T100000|DURATION:PT1H 2026-04-04T23:30:00Z/2026-04-05T00:30:00Z",
                "DTSTART;TZID=Asia/Kathmandu:20260305T100000|DURATION:P1DT1H 2026-03-05T04:15:00Z/2026-03-06T05:15:00Z",
                // a time that the clock skips moves forward; one that comes twice is the earlier
                "DTSTART;TZID=America/New_York:20260308T023000|DURATION:PT1H 2026-03-08T07:30:00Z/2026-03-08T08:30:00Z",
                "DTSTART;TZID=America/New_York:20261101T013000|DURATION:PT1H 2026-11-01T05:30:00Z/2026-11-01T06:30:00Z",
                // an hour by the clock on the wall, two by the one that never jumps
                "DTSTART;TZID=America/New_York:20261101T013000|DTEND;TZID=America/New_York:20261101T023000 2026-11-01T05:30:00Z/2026-11-01T07:30:00Z",
                // whole days are days where the therapist is: 23 hours when the clock goes forward
                "DTSTART;VALUE=DATE:20260308|DTEND;VALUE=DATE:20260309 2026-03-08T05:00:00Z/2026-03-09T04:00:00Z",
                "DTSTART;VALUE=DATE:20260310 2026-03-10T04:00:00Z/2026-03-11T04:00:00Z",
                "DTSTART;VALUE=DATE:20260310|DURATION:P2D 2026-03-10T04:00:00Z/2026-03-12T04:00:00Z",
                // cut to the range
                "DTSTART:20260228T230000Z|DTEND:20260301T010000Z 2026-03-01T00:00:00Z/2026-03-01T01:00:00Z",
            })
    void an_entry_is_busy_when_it_says(String lines, String times) {
        var busy = busy(event(lines.replace('#', ' ')));

        assertThat(times(busy)).containsExactly(times);
        assertThat(busy.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART:20260303T140000Z|DTEND:20260303T150000Z|TRANSP:TRANSPARENT",
                "DTSTART:20260303T140000Z|DTEND:20260303T150000Z|STATUS:CANCELLED",
                "DTSTART:20260303T140000Z|DTEND:20260303T150000Z|X-MICROSOFT-CDO-BUSYSTATUS:FREE",
                "DTSTART:20260303T140000Z",
                "DTSTART:20260303T140000Z|DTEND:20260303T140000Z",
                "DTSTART:20260303T140000Z|DTEND:20260303T130000Z",
                "DTSTART:20250303T140000Z|DTEND:20250303T150000Z",
                "DTSTART:20280303T140000Z|DTEND:20280303T150000Z",
            })
    void what_takes_no_time_or_no_time_that_matters_is_left_out(String lines) {
        assertThat(busy(event(lines))).isEqualTo(new Reading.Busy(List.of(), List.of()));
    }

    @Test
    void our_own_entries_that_come_back_are_left_out() {
        var own = calendar("BEGIN:VEVENT|UID:0198c0de-0000-7000-8000-000000000001@kneadwell|DTSTART:20260303T140000Z|"
                + "DTEND:20260303T150000Z|END:VEVENT");

        assertThat(busy(own).busy()).isEmpty();
    }

    @Test
    void a_weekly_entry_keeps_its_local_time_across_the_clock_change() {
        var weekly = event("DTSTART;TZID=America/New_York:20260302T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=3");

        assertThat(times(busy(weekly)))
                .containsExactly(
                        "2026-03-02T14:00:00Z/2026-03-02T15:00:00Z",
                        "2026-03-09T13:00:00Z/2026-03-09T14:00:00Z",
                        "2026-03-16T13:00:00Z/2026-03-16T14:00:00Z");
    }

    @Test
    void on_lord_howe_the_clock_moves_by_half_an_hour() {
        var weekly = event("DTSTART;TZID=Australia/Lord_Howe:20260329T100000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=2");

        assertThat(times(busy(weekly)))
                .containsExactly(
                        "2026-03-28T23:00:00Z/2026-03-29T00:00:00Z", "2026-04-04T23:30:00Z/2026-04-05T00:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4 0302,0304,0309,0311",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20260331T000000Z 0302,0316,0330",
                "FREQ=DAILY;UNTIL=20260304 0302,0303,0304",
                // the last one counts: it starts at 14:00Z, when the rule ends
                "FREQ=DAILY;UNTIL=20260304T140000Z 0302,0303,0304",
                "FREQ=DAILY;UNTIL=20260304T135959Z 0302,0303",
                "FREQ=MONTHLY;BYDAY=1MO;COUNT=2 0302,0406",
                "FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20260501 0302,0330,0427",
                "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2 0302,0331,0430",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20260501 0302,0331,0430",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO,2MO;COUNT=2 0302,0309",
                "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;COUNT=2 0302,0303",
            })
    void a_rule_is_followed(String rule, String days) {
        var busy = busy(event("DTSTART;TZID=America/New_York:20260302T090000|DURATION:PT1H|RRULE:" + rule));

        assertThat(busy.busy().stream()
                        .map(slot -> slot.start().atZone(NEW_YORK))
                        .filter(start -> start.getHour() == 9)
                        .map(start -> "%02d%02d".formatted(start.getMonthValue(), start.getDayOfMonth()))
                        .collect(Collectors.joining(",")))
                .isEqualTo(days);
        assertThat(busy.notes()).isEmpty();
    }

    @Test
    void a_rule_without_an_end_goes_on_to_the_end_of_the_range() {
        var busy = busy(event("DTSTART;TZID=America/New_York:20050103T090000|DURATION:PT1H|RRULE:FREQ=DAILY"));

        assertThat(busy.busy()).hasSize(400);
        assertThat(busy.busy().getFirst().start()).isEqualTo("2026-03-01T14:00:00Z");
        assertThat(busy.busy().getLast().start()).isEqualTo("2027-04-04T13:00:00Z");
    }

    @Test
    void days_taken_out_and_days_put_in_count() {
        var busy = busy(event("DTSTART;TZID=America/New_York:20260302T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=5"
                + "|EXDATE;TZID=America/New_York:20260303T090000,20260304T090000|EXDATE:20260305T140000Z"
                + "|RDATE;TZID=America/New_York:20260310T090000"));

        assertThat(times(busy))
                .containsExactly(
                        "2026-03-02T14:00:00Z/2026-03-02T15:00:00Z",
                        "2026-03-06T14:00:00Z/2026-03-06T15:00:00Z",
                        "2026-03-10T13:00:00Z/2026-03-10T14:00:00Z");
    }

    @Test
    void a_day_taken_out_as_a_date_is_taken_out() {
        assertThat(times(busy(event("DTSTART;TZID=America/New_York:20260302T090000|DURATION:PT1H"
                        + "|RRULE:FREQ=DAILY;COUNT=2|EXDATE;VALUE=DATE:20260302"))))
                .containsExactly("2026-03-03T14:00:00Z/2026-03-03T15:00:00Z");
        assertThat(times(
                        busy(event("DTSTART;VALUE=DATE:20260302|RRULE:FREQ=DAILY;COUNT=2|EXDATE;VALUE=DATE:20260302"))))
                .containsExactly("2026-03-03T05:00:00Z/2026-03-04T05:00:00Z");
    }

    @Test
    void one_of_a_series_that_was_moved_is_busy_at_its_new_time_only() {
        var series = "BEGIN:VEVENT|UID:s|DTSTART;TZID=America/New_York:20260302T090000|DURATION:PT1H"
                + "|RRULE:FREQ=DAILY;COUNT=4|END:VEVENT|";
        var moved = "BEGIN:VEVENT|UID:s|RECURRENCE-ID;TZID=America/New_York:20260303T090000"
                + "|DTSTART;TZID=America/New_York:20260303T150000|DURATION:PT30M|END:VEVENT|";
        var called_off = "BEGIN:VEVENT|UID:s|RECURRENCE-ID:20260304T140000Z|STATUS:CANCELLED"
                + "|DTSTART:20260304T140000Z|DURATION:PT1H|END:VEVENT|";
        var free = "BEGIN:VEVENT|UID:s|RECURRENCE-ID:20260305T140000Z|TRANSP:TRANSPARENT"
                + "|DTSTART:20260305T140000Z|DURATION:PT1H|END:VEVENT|";
        var expected =
                List.of("2026-03-02T14:00:00Z/2026-03-02T15:00:00Z", "2026-03-03T20:00:00Z/2026-03-03T20:30:00Z");

        assertThat(times(busy(calendar(series + moved + called_off + free)))).isEqualTo(expected);
        assertThat(times(busy(calendar(free + called_off + moved + series)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXDATE:/", "RDATE:/", "EXDATE:/,//,", "RDATE;VALUE=PERIOD:/"})
    void a_list_of_times_that_holds_none_changes_nothing(String line) {
        assertThat(times(busy(event("DTSTART:20260303T140000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=1|" + line))))
                .containsExactly("2026-03-03T14:00:00Z/2026-03-03T15:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "", "20260303T140000Z/", "/PT1H"})
    void a_busy_period_without_times_is_noted(String period) {
        assertThat(busy(calendar("BEGIN:VFREEBUSY|FREEBUSY:" + period + "|END:VFREEBUSY")))
                .isEqualTo(new Reading.Busy(
                        List.of(), List.of("Some entries have no time we can read. They do not count.")));
    }

    @Test
    void another_series_with_the_same_times_is_not_touched_by_it() {
        var busy = busy(
                calendar(
                        "BEGIN:VEVENT|UID:a|DTSTART:20260302T140000Z|DURATION:PT1H|END:VEVENT|"
                                + "BEGIN:VEVENT|UID:b|RECURRENCE-ID:20260302T140000Z|DTSTART:20260302T180000Z|DURATION:PT1H|END:VEVENT"));

        assertThat(busy.busy()).hasSize(2);
    }

    @Test
    void what_overlaps_or_touches_is_one() {
        var busy = busy(calendar("BEGIN:VEVENT|UID:a|DTSTART:20260302T140000Z|DURATION:PT1H|END:VEVENT|"
                + "BEGIN:VEVENT|UID:b|DTSTART:20260302T143000Z|DURATION:PT1H|END:VEVENT|"
                + "BEGIN:VEVENT|UID:c|DTSTART:20260302T153000Z|DURATION:PT1H|END:VEVENT|"
                + "BEGIN:VEVENT|UID:d|DTSTART:20260302T140000Z|DURATION:PT10M|END:VEVENT|"
                + "BEGIN:VEVENT|UID:e|DTSTART:20260302T163001Z|DURATION:PT10M|END:VEVENT"));

        assertThat(times(busy))
                .containsExactly(
                        "2026-03-02T14:00:00Z/2026-03-02T16:30:00Z", "2026-03-02T16:30:01Z/2026-03-02T16:40:01Z");
    }

    /** In Berlin until 8 March, from then on in New York. */
    @Test
    void whole_days_and_times_without_a_zone_are_meant_where_the_therapist_is_that_day() {
        BusyTimes.Home moving =
                day -> day.isBefore(LocalDate.parse("2026-03-08")) ? ZoneId.of("Europe/Berlin") : NEW_YORK;
        var text = calendar("BEGIN:VEVENT|UID:a|DTSTART;VALUE=DATE:20260303|END:VEVENT|"
                + "BEGIN:VEVENT|UID:b|DTSTART;VALUE=DATE:20260310|END:VEVENT|"
                + "BEGIN:VEVENT|UID:c|DTSTART:20260305T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=2|END:VEVENT|"
                + "BEGIN:VEVENT|UID:d|DTSTART;VALUE=DATE:20260406|RRULE:FREQ=DAILY;COUNT=2|END:VEVENT|"
                // the last day in Berlin ends there
                + "BEGIN:VEVENT|UID:e|DTSTART;VALUE=DATE:20260307|DTEND;VALUE=DATE:20260308|END:VEVENT");

        assertThat(times((Reading.Busy) BusyTimes.read(text, moving, FROM, UNTIL)))
                .containsExactly(
                        "2026-03-02T23:00:00Z/2026-03-03T23:00:00Z",
                        "2026-03-05T08:00:00Z/2026-03-05T09:00:00Z",
                        "2026-03-06T23:00:00Z/2026-03-07T23:00:00Z",
                        "2026-03-10T04:00:00Z/2026-03-11T04:00:00Z",
                        "2026-03-12T13:00:00Z/2026-03-12T14:00:00Z",
                        "2026-04-06T04:00:00Z/2026-04-08T04:00:00Z");
        var across = event("DTSTART;VALUE=DATE:20260307|DTEND;VALUE=DATE:20260309");
        assertThat(times((Reading.Busy) BusyTimes.read(across, moving, FROM, UNTIL)))
                .containsExactly("2026-03-06T23:00:00Z/2026-03-09T04:00:00Z");
    }

    @Test
    void an_unknown_zone_is_read_as_the_therapists_and_noted() {
        var busy = busy(event("DTSTART;TZID=Middle-earth/Shire:20260303T090000|DURATION:PT1H"));

        assertThat(times(busy)).containsExactly("2026-03-03T14:00:00Z/2026-03-03T15:00:00Z");
        assertThat(busy.notes()).containsExactly("Some times name a time zone we do not know. We read them in yours.");
    }

    @Test
    void a_zone_of_the_calendars_own_counts_where_it_names_a_known_one() {
        var busy =
                busy(calendar("X-WR-TIMEZONE:Europe/Berlin|BEGIN:VTIMEZONE|TZID:Zone 1|X-LIC-LOCATION:Asia/Kathmandu|"
                        + "BEGIN:STANDARD|DTSTART:16010101T000000|TZOFFSETFROM:+0100|TZOFFSETTO:+0100|"
                        + "RRULE:FREQ=SECONDLY|END:STANDARD|END:VTIMEZONE|"
                        + "BEGIN:VEVENT|UID:a|DTSTART;TZID=Zone 1:20260303T090000|DURATION:PT1H|END:VEVENT|"
                        + "BEGIN:VEVENT|UID:b|DTSTART:20260303T090000|DURATION:PT1H|END:VEVENT|"
                        + "BEGIN:VEVENT|UID:c|DTSTART;VALUE=DATE:20260305|END:VEVENT"));

        assertThat(times(busy))
                .containsExactly(
                        "2026-03-03T03:15:00Z/2026-03-03T04:15:00Z",
                        "2026-03-03T08:00:00Z/2026-03-03T09:00:00Z",
                        "2026-03-05T05:00:00Z/2026-03-06T05:00:00Z");
        assertThat(busy.notes()).isEmpty();
    }

    @Test
    void published_busy_periods_count() {
        var busy = busy(calendar("BEGIN:VFREEBUSY|FREEBUSY;FBTYPE=BUSY:20260303T140000Z/20260303T150000Z,"
                + "20260304T140000Z/PT30M|FREEBUSY;FBTYPE=FREE:20260305T140000Z/PT30M|END:VFREEBUSY"));

        assertThat(times(busy))
                .containsExactly(
                        "2026-03-03T14:00:00Z/2026-03-03T15:00:00Z", "2026-03-04T14:00:00Z/2026-03-04T14:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=HOURLY;INTERVAL=1",
                "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2;BYSECOND=0,1,2",
                "FREQ=YEARLY;BYSECOND=0,1;BYSETPOS=1",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=2147483647",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;UNTIL=soon",
                "FREQ=DAILY;FREQ=WEEKLY",
                "FREQ=FORTNIGHTLY",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=MONTHLY;BYDAY=99MO",
                "COUNT=3",
                "nonsense",
                ""
            })
    void a_rule_that_is_not_read_leaves_its_first_time_and_a_note(String rule) {
        var busy = busy(event("DTSTART:20260303T140000Z|DURATION:PT1H|RRULE:" + rule));

        assertThat(times(busy)).containsExactly("2026-03-03T14:00:00Z/2026-03-03T15:00:00Z");
        assertThat(busy.notes())
                .containsExactly("Some entries repeat in a way we cannot read. Only their first time counts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART:tomorrow",
                "DTSTART:20260230T090000",
                "DURATION:PT1H",
                "DTSTART:20260303T140000Z|DTEND:x"
            })
    void an_entry_without_a_time_is_noted(String lines) {
        assertThat(busy(event(lines)))
                .isEqualTo(new Reading.Busy(
                        List.of(), List.of("Some entries have no time we can read. They do not count.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!doctype html><title>Sign in</title>",
                "{\"not\":\"a calendar\"}",
                "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n",
                // cut off in the middle: half a calendar would free the other half
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260303T140000Z\r\n",
            })
    void what_is_not_a_whole_calendar_is_refused(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("not-a-calendar"));
    }

    /** A small file that asks for four hundred million dates, of which it names one each year. */
    @Test
    void positions_in_sets_are_paid_for_by_the_sets() {
        var rule = "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1";
        var one = "BEGIN:VEVENT|UID:%d|DTSTART:00010101T000000|DURATION:PT1M|RRULE:" + rule + "|END:VEVENT";

        assertThat(read(calendar(one)))
                .as("its own two thousand years can be gone through")
                .isInstanceOf(Reading.Busy.class);
        var few = IntStream.range(0, 2).mapToObj(one::formatted).collect(Collectors.joining("|"));
        assertThat(read(calendar(few)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("calendar-too-large"));
    }

    /** Each is far below the size we take. What asks for more than a million dates is refused, however few it names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "FREQ=DAILY true",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 true",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=366 false",
                "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=7 true",
                "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11 true",
                "FREQ=YEARLY;INTERVAL=1000;BYYEARDAY=366;BYMONTH=1 false",
                "FREQ=DAILY;INTERVAL=1000;BYMONTHDAY=30;BYMONTH=2 true",
                "FREQ=WEEKLY;INTERVAL=1000;BYMONTH=2;BYDAY=MO;BYSETPOS=53 true",
                "FREQ=DAILY;COUNT=2000000000;INTERVAL=1 true",
            })
    void rules_made_to_keep_us_busy_do_not(String rule, boolean refused) {
        var one = "BEGIN:VEVENT|UID:%d|DTSTART:00010101T000000|DURATION:PT1M|RRULE:" + rule + "|END:VEVENT";
        var many = calendar(IntStream.range(0, 8_000).mapToObj(one::formatted).collect(Collectors.joining("|")));

        assertThat(read(many)).isInstanceOf(refused ? Reading.Unreadable.class : Reading.Busy.class);
    }

    @Test
    void more_than_anybody_does_in_a_year_is_refused() {
        var many = calendar(IntStream.range(0, 5_001)
                .mapToObj(i -> "BEGIN:VEVENT|UID:%d|DTSTART:%s|DURATION:PT1M|END:VEVENT"
                        .formatted(
                                i,
                                FROM.plusSeconds(i * 120L)
                                        .toString()
                                        .replace("-", "")
                                        .replace(":", "")))
                .collect(Collectors.joining("|")));

        assertThat(read(many))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("calendar-too-large"));
    }

    @Test
    void depth_does_not_matter() {
        var deep = "BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n".repeat(90_000);

        assertThat(read(deep)).isInstanceOf(Reading.Unreadable.class);
    }

    /** Whatever is done to a calendar, reading it answers with sorted times in range, or refuses. */
    @Test
    void spoilt_calendars_never_fail_otherwise() {
        long seed = 20260302;
        var random = new Random(seed);
        var good = event(
                "DTSTART;TZID=America/New_York:20260302T090000|DTEND;TZID=America/New_York:20260302T100000"
                        + "|RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270101T000000Z|EXDATE:20260309T130000Z|RDATE:20260310T130000Z");
        for (int i = 0; i < 20_000; i++) {
            var chars = good.toCharArray();
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                chars[random.nextInt(chars.length)] = "0123456789TZ:;=,-+/\r\nA\"\\\u0000é".charAt(random.nextInt(25));
            }
            var spoilt = new String(chars);
            if (read(spoilt) instanceof Reading.Busy busy) {
                TimeSlot[] slots = busy.busy().toArray(TimeSlot[]::new);
                assertThat(Arrays.stream(slots))
                        .as("seed %s, calendar %s", seed, i)
                        .allMatch(slot ->
                                !slot.start().isBefore(FROM) && !slot.end().isAfter(UNTIL));
                for (int k = 1; k < slots.length; k++) {
                    assertThat(slots[k].start()).isAfter(slots[k - 1].end());
                }
            }
        }
    }
}
