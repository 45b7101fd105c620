package org.kneadwell.booking.slot.engine;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words the slot tests are written in. */
final class SlotFixtures {

    static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

    private SlotFixtures() {}

    static LocalHours hours(String from, String to) {
        return new LocalHours(LocalTime.parse(from), LocalTime.parse(to));
    }

    static WorkingHours daily(String zone, LocalHours... pieces) {
        return new WorkingHours(
                ZoneId.of(zone),
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, _ -> List.of(pieces))),
                Map.of());
    }

    static WorkingHours onlyOn(String zone, Map<String, List<LocalHours>> dates) {
        return new WorkingHours(
                ZoneId.of(zone),
                Map.of(),
                dates.entrySet().stream()
                        .collect(Collectors.toMap(entry -> LocalDate.parse(entry.getKey()), Map.Entry::getValue)));
    }

    static WorkingHours with(WorkingHours hours, String date, LocalHours... pieces) {
        return new WorkingHours(hours.zone(), hours.weekly(), Map.of(LocalDate.parse(date), List.of(pieces)));
    }

    static Duration min(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    static Instant at(String instant) {
        return Instant.parse(instant);
    }

    static TimeSlot slot(String start, String end) {
        return new TimeSlot(at(start), at(end));
    }

    static Busy booked(String start, String end) {
        return Busy.session(slot(start, end), Duration.ZERO, Duration.ZERO);
    }

    static SlotFinder finder(WorkingHours hours, SlotRules rules, Busy... busy) {
        return new SlotFinder(hours, List.of(), List.of(busy), rules, LONG_AGO);
    }

    /** The starts of a UTC day, as HH:mm. */
    static List<String> starts(SlotFinder finder, String day) {
        Instant from = at(day + "T00:00:00Z");
        return finder.startingIn(from, from.plus(Duration.ofDays(1))).stream()
                .map(slot -> slot.start().toString().substring(11, 16))
                .toList();
    }

    /** The starts of a local day in the therapist's zone, as local HH:mm. */
    static List<String> localStarts(SlotFinder finder, String day) {
        ZoneId zone = finder.hours().zone();
        LocalDate date = LocalDate.parse(day);
        return finder
                .startingIn(
                        date.atStartOfDay(zone).toInstant(),
                        date.plusDays(1).atStartOfDay(zone).toInstant())
                .stream()
                .map(slot -> slot.start().atZone(zone).toLocalTime().toString())
                .toList();
    }

    static List<String> split(String words) {
        return List.of(words.split(" "));
    }
}
