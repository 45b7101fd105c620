package org.kneadwell.booking.calendar;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataListener;
import com.github.mangstadt.vinnie.io.VObjectReader;
import com.github.mangstadt.vinnie.io.Warning;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * Reads when somebody is busy out of an iCalendar text that a stranger wrote. Nothing but times is kept. Whatever the text
 * asks for, reading it takes a bounded number of steps.
 */
final class BusyTimes {

    /** What came of reading. */
    sealed interface Reading {
        /**
         * @param busy by start, without overlaps, cut to the range asked for
         * @param notes sentences for the therapist about what could only be read in part
         */
        record Busy(List<TimeSlot> busy, List<String> notes) implements Reading {}

        /** @param code stable, kebab-case */
        record Unreadable(String code, String sentence) implements Reading {}
    }

    static final int MOST_INTERVALS = 5_000;

    static final int MOST_STEPS = 1_000_000;

    private static final int MOST_FOUND = 50_000;

    private static final Home IN_UTC = in(ZoneOffset.UTC);

    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T(\\d{2})(\\d{2})(\\d{2})(Z)?)?");

    private static final Pattern LASTING = Pattern.compile(
            "([+-])?P(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})S)?)?");

    /** Where the therapist is on a date, and so what a whole day, or a time without a zone, means. */
    @FunctionalInterface
    interface Home {
        ZoneId on(LocalDate day);
    }

    private final Home home;
    private final Instant from;
    private final Instant until;
    private final List<TimeSlot> found = new ArrayList<>();
    private int steps;
    private int unknownZones;
    private int unreadRules;
    private int unreadEntries;

    private BusyTimes(Home home, Instant from, Instant until) {
        this.home = home;
        this.from = from;
        this.until = until;
    }

    /**
     * @param from busy time before this is left out
     * @param until and after this
     */
    static Reading read(String text, Home home, Instant from, Instant until) {
        return new BusyTimes(home, from, until).read(text);
    }

    private Reading read(String text) {
        var file = new File();
        try (var reader = new VObjectReader(new StringReader(text), SyntaxRules.iCalendar())) {
            reader.parse(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (!file.isCalendar || file.open) {
            return new Reading.Unreadable("not-a-calendar", "What is at this address is not a calendar.");
        }
        try {
            Map<String, Overrides> overrides = new HashMap<>();
            for (var entry : file.entries) {
                var instance = entry.first("RECURRENCE-ID").flatMap(at -> when(at, file));
                instance.ifPresent(when -> overrides
                        .computeIfAbsent(entry.uid(), _ -> new Overrides(new HashSet<>(), new HashSet<>()))
                        .add(when));
            }
            for (var entry : file.entries) {
                add(entry, file, overrides.get(entry.uid()));
            }
            for (var period : file.periods) {
                addPeriods(period);
            }
            var merged = merged();
            if (merged.size() > MOST_INTERVALS) {
                throw new TooMuch();
            }
            return new Reading.Busy(merged, notes());
        } catch (TooMuch tooMuch) {
            return new Reading.Unreadable("calendar-too-large", "This calendar holds more than we can read.");
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What an entry says, property by property; of one that comes twice, both. */
    private record Entry(Map<String, List<VObjectProperty>> properties) {

        Optional<VObjectProperty> first(String name) {
            return all(name).stream().findFirst();
        }

        List<VObjectProperty> all(String name) {
            return properties.getOrDefault(name, List.of());
        }

        boolean says(String name, String value) {
            return first(name)
                    .filter(property -> property.getValue().strip().equalsIgnoreCase(value))
                    .isPresent();
        }

        String uid() {
            return first("UID").map(VObjectProperty::getValue).orElse("").strip();
        }
    }

    /** Instances of a repeating entry that another entry describes, or that do not take place. */
    private record Overrides(Set<Instant> times, Set<LocalDate> days) {

        void add(When when) {
            if (when.wholeDay) {
                days.add(when.local.toLocalDate());
            } else {
                times.add(when.instant());
            }
        }

        boolean has(When when) {
            return days.contains(when.local.toLocalDate()) || (!when.wholeDay && times.contains(when.instant()));
        }
    }

    /** A time as it stands in a calendar. A time that the clock skips moves forward; one that comes twice is the earlier. */
    private record When(LocalDateTime local, boolean wholeDay, Home place) {

        Instant instant() {
            return local.atZone(place.on(local.toLocalDate())).toInstant();
        }

        When at(LocalDateTime other) {
            return new When(other, wholeDay, place);
        }
    }

    private void add(Entry entry, File file, @Nullable Overrides overrides) {
        if (entry.uid().endsWith(AppointmentCalendar.UID_SUFFIX)
                || entry.says("STATUS", "CANCELLED")
                || entry.says("TRANSP", "TRANSPARENT")
                || entry.says("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")) {
            return;
        }
        step();
        var start = entry.first("DTSTART").flatMap(property -> when(property, file));
        if (start.isEmpty()) {
            unreadEntries++;
            return;
        }
        var length = length(entry, file, start.get());
        if (length.isEmpty()) {
            unreadEntries++;
            return;
        }
        boolean instance = entry.first("RECURRENCE-ID").isPresent();
        var left = new Overrides(new HashSet<>(), new HashSet<>());
        if (!instance) {
            for (var property : entry.all("EXDATE")) {
                values(property, file).forEach(left::add);
            }
        }
        Occurrences occurrences = when -> {
            boolean elsewhere = !instance && overrides != null && overrides.has(when);
            if (!left.has(when) && !elsewhere) {
                add(when, length.get());
            }
        };
        occurrences.at(start.get());
        if (instance) {
            return;
        }
        for (var property : entry.all("RDATE")) {
            values(property, file).forEach(occurrences::at);
        }
        var rule = entry.first("RRULE");
        if (rule.isPresent()) {
            Repeating.read(rule.get().getValue())
                    .ifPresentOrElse(repeating -> repeat(repeating, start.get(), occurrences), () -> unreadRules++);
        }
    }

    @FunctionalInterface
    private interface Occurrences {
        void at(When when);
    }

    private void repeat(Repeating repeating, When start, Occurrences occurrences) {
        var last = repeating.until() == null ? Optional.<When>empty() : when(repeating.until(), start.place);
        if (repeating.until() != null && last.isEmpty()) {
            unreadRules++;
            return;
        }
        try {
            var times = repeating.from(start.local);
            while (times.hasNext()) {
                var next = times.next();
                step(times.cost());
                var when = start.at(next);
                boolean over = last.isPresent()
                        && (last.get().wholeDay
                                ? when.local
                                        .toLocalDate()
                                        .isAfter(last.get().local.toLocalDate())
                                : when.instant().isAfter(last.get().instant()));
                if (over || !when.instant().isBefore(until)) {
                    return;
                }
                occurrences.at(when);
            }
            step(times.cost());
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException | IllegalStateException cannot) {
            unreadRules++;
        }
    }

    /** How long an entry lasts: whole days as people count them, other times by the clock that never jumps. */
    private Optional<Length> length(Entry entry, File file, When start) {
        var end = entry.first("DTEND");
        if (end.isPresent()) {
            return when(end.get(), file)
                    .map(when -> start.wholeDay && when.wholeDay
                            ? new Length(
                                    Period.ofDays((int) ChronoUnit.DAYS.between(start.local, when.local)),
                                    Duration.ZERO)
                            : new Length(Period.ZERO, Duration.between(start.instant(), when.instant())));
        }
        var lasting = entry.first("DURATION");
        if (lasting.isPresent()) {
            return length(lasting.get().getValue());
        }
        return Optional.of(new Length(start.wholeDay ? Period.ofDays(1) : Period.ZERO, Duration.ZERO));
    }

    private static Optional<Length> length(String text) {
        Matcher match = LASTING.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!match.matches() || "-".equals(match.group(1))) {
            return Optional.empty();
        }
        return Optional.of(new Length(
                Period.ofDays((int) (7 * number(match.group(2)) + number(match.group(3)))),
                Duration.ofHours(number(match.group(4)))
                        .plusMinutes(number(match.group(5)))
                        .plusSeconds(number(match.group(6)))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private record Length(Period days, Duration time) {

        /** A day ends where it is, also when the next one begins elsewhere. */
        Instant after(When start) {
            var end = start.local.plus(days);
            var last = start.wholeDay && !days.isZero() ? end.toLocalDate().minusDays(1) : start.local.toLocalDate();
            return end.atZone(start.place.on(last)).toInstant().plus(time);
        }
    }

    private void add(When start, Length length) {
        add(start.instant(), length.after(start));
    }

    private void add(Instant start, Instant end) {
        var first = start.isBefore(from) ? from : start;
        var last = end.isAfter(until) ? until : end;
        if (first.isBefore(last)) {
            found.add(new TimeSlot(first, last));
        }
    }

    /** A published FREEBUSY, as some servers offer in place of entries. */
    private void addPeriods(VObjectProperty property) {
        var type = property.getParameters().first("FBTYPE");
        if (type != null && type.equalsIgnoreCase("FREE")) {
            return;
        }
        for (var period : property.getValue().split(",")) {
            step();
            var parts = period.split("/", -1);
            var start = when(parts[0], IN_UTC);
            if (start.isEmpty() || parts.length != 2) {
                unreadEntries++;
                continue;
            }
            var end = when(parts[1], IN_UTC)
                    .map(When::instant)
                    .or(() -> length(parts[1]).map(length -> length.after(start.get())));
            if (end.isPresent()) {
                add(start.get().instant(), end.get());
            } else {
                unreadEntries++;
            }
        }
    }

    private List<When> values(VObjectProperty property, File file) {
        var times = new ArrayList<When>();
        for (var value : property.getValue().split(",")) {
            step();
            // A period says its own end; what matters here is when it starts.
            when(value.split("/", -1)[0], place(property, file)).ifPresent(times::add);
        }
        return times;
    }

    private Optional<When> when(VObjectProperty property, File file) {
        return when(property.getValue(), place(property, file));
    }

    private Optional<When> when(String text, Home place) {
        Matcher match = DATE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.of(part(match, 1), part(match, 2), part(match, 3));
            if (match.group(4) == null) {
                // A whole day is a day where the therapist is, whatever zone the calendar was made in.
                return Optional.of(new When(day.atStartOfDay(), true, home));
            }
            // A leap second is the second before it.
            var time = day.atTime(part(match, 4), part(match, 5), Math.min(59, part(match, 6)));
            return Optional.of(new When(time, false, match.group(7) == null ? place : IN_UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int part(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private Home place(VObjectProperty property, File file) {
        var name = property.getParameters().first("TZID");
        if (name == null) {
            return file.zone == null ? home : in(file.zone);
        }
        return ZoneNames.find(name)
                .or(() -> Optional.ofNullable(file.zoneLocations.get(name)))
                .map(BusyTimes::in)
                .orElseGet(() -> {
                    unknownZones++;
                    return home;
                });
    }

    private static Home in(ZoneId zone) {
        return _ -> zone;
    }

    private void step() {
        step(1);
    }

    private void step(int cost) {
        // Each cost is far below what an int holds, and so is what was spent before.
        steps += Math.min(cost, MOST_STEPS + 1);
        if (steps > MOST_STEPS || found.size() > MOST_FOUND) {
            throw new TooMuch();
        }
    }

    private List<TimeSlot> merged() {
        found.sort(Comparator.comparing(TimeSlot::start));
        var merged = new ArrayList<TimeSlot>();
        for (var next : found) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || next.start().isAfter(last.end())) {
                merged.add(next);
            } else if (next.end().isAfter(last.end())) {
                merged.set(merged.size() - 1, new TimeSlot(last.start(), next.end()));
            }
        }
        return merged;
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        if (unknownZones > 0) {
            notes.add("Some times name a time zone we do not know. We read them in yours.");
        }
        if (unreadRules > 0) {
            notes.add("Some entries repeat in a way we cannot read. Only their first time counts.");
        }
        if (unreadEntries > 0) {
            notes.add("Some entries have no time we can read. They do not count.");
        }
        return notes;
    }

    /** Collects what matters while the text is taken apart. */
    private static final class File implements VObjectDataListener {

        private final List<Entry> entries = new ArrayList<>();
        private final List<VObjectProperty> periods = new ArrayList<>();
        private final Map<String, ZoneId> zoneLocations = new HashMap<>();
        private boolean isCalendar;
        private boolean open;
        private @Nullable ZoneId zone;
        private @Nullable Entry entry;
        private @Nullable String zoneName;
        private @Nullable String zoneLocation;

        @Override
        public void onComponentBegin(String name, Context context) {
            var parents = context.getParentComponents();
            if (parents.isEmpty()) {
                isCalendar |= name.equalsIgnoreCase("VCALENDAR");
                open = true;
            } else if (parents.size() == 1 && name.equalsIgnoreCase("VEVENT")) {
                entry = new Entry(new HashMap<>());
            }
        }

        @Override
        public void onComponentEnd(String name, Context context) {
            var parents = context.getParentComponents();
            if (parents.isEmpty()) {
                open = false;
            } else if (parents.size() == 1 && name.equalsIgnoreCase("VEVENT") && entry != null) {
                entries.add(entry);
                entry = null;
            } else if (parents.size() == 1 && name.equalsIgnoreCase("VTIMEZONE")) {
                if (zoneName != null && zoneLocation != null) {
                    ZoneNames.find(zoneLocation).ifPresent(found -> zoneLocations.put(zoneName, found));
                }
                zoneName = null;
                zoneLocation = null;
            }
        }

        @Override
        public void onProperty(VObjectProperty property, Context context) {
            var parents = context.getParentComponents();
            var name = property.getName().toUpperCase(Locale.ROOT);
            if (parents.size() == 1) {
                if (name.equals("X-WR-TIMEZONE")) {
                    zone = ZoneNames.find(property.getValue()).orElse(null);
                }
            } else if (parents.size() == 2) {
                switch (parents.get(1).toUpperCase(Locale.ROOT)) {
                    case "VEVENT" -> {
                        if (entry != null) {
                            entry.properties
                                    .computeIfAbsent(name, _ -> new ArrayList<>())
                                    .add(property);
                        }
                    }
                    case "VFREEBUSY" -> {
                        if (name.equals("FREEBUSY")) {
                            periods.add(property);
                        }
                    }
                    case "VTIMEZONE" -> {
                        if (name.equals("TZID")) {
                            zoneName = property.getValue();
                        } else if (name.equals("X-LIC-LOCATION")) {
                            zoneLocation = property.getValue();
                        }
                    }
                    default -> {}
                }
            }
        }

        @Override
        public void onVersion(String value, Context context) {}

        @Override
        public void onWarning(
                Warning warning, @Nullable VObjectProperty property, @Nullable Exception cause, Context context) {}
    }
}
