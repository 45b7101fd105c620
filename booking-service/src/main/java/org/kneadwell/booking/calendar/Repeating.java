package org.kneadwell.booking.calendar;

import biweekly.util.DayOfWeek;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.iter.RecurrenceIterator;
import biweekly.util.com.google.ical.iter.RecurrenceIteratorFactory;
import biweekly.util.com.google.ical.values.DateTimeValueImpl;
import biweekly.util.com.google.ical.values.TimeValue;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an entry repeats: an RRULE that says how much work it was. Rules that repeat within a day are not read; no one is busy
 * that way, and they are how a small file asks for a day of computing.
 *
 * @param until the UNTIL part as it was written
 * @param candidates how many dates are made for each year, month, week or day that is gone through, at most
 */
record Repeating(Recurrence rule, @Nullable String until, int candidates) {

    private static final Set<String> PARTS = Set.of(
            "FREQ",
            "UNTIL",
            "COUNT",
            "INTERVAL",
            "BYSECOND",
            "BYMINUTE",
            "BYHOUR",
            "BYDAY",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYMONTH",
            "BYSETPOS",
            "WKST");

    private static final Set<Frequency> DAILY_OR_SLOWER =
            Set.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY);

    private static final Pattern DAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");

    private static final int LONGEST_RULE = 1000;

    private static final int LONGEST_INTERVAL = 1000;

    /** The library gives up when it has found nothing in so many years. */
    private static final int YEARS_WITHOUT = 100;

    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    /** @return empty for a rule that is malformed or repeats within a day */
    static Optional<Repeating> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Repeating parse(String text) {
        require(text.length() <= LONGEST_RULE);
        Map<String, String> parts = new HashMap<>();
        for (var part : text.strip().toUpperCase(Locale.ROOT).split(";")) {
            int equals = part.indexOf('=');
            require(equals > 0 && PARTS.contains(part.substring(0, equals)));
            require(parts.put(part.substring(0, equals), part.substring(equals + 1)) == null);
        }
        var frequency = Frequency.valueOf(parts.getOrDefault("FREQ", ""));
        require(DAILY_OR_SLOWER.contains(frequency));
        for (var within : List.of("BYHOUR", "BYMINUTE", "BYSECOND")) {
            require(!parts.getOrDefault(within, "").contains(","));
        }
        var rule = new Recurrence.Builder(frequency);
        if (parts.containsKey("COUNT")) {
            rule.count(numbers(parts, "COUNT", 1, Integer.MAX_VALUE)[0]);
        }
        if (parts.containsKey("INTERVAL")) {
            rule.interval(numbers(parts, "INTERVAL", 1, LONGEST_INTERVAL)[0]);
        }
        if (parts.containsKey("WKST")) {
            rule.workweekStarts(day(parts.getOrDefault("WKST", "")));
        }
        if (parts.containsKey("BYDAY")) {
            for (var day : parts.getOrDefault("BYDAY", "").split(",")) {
                var match = DAY.matcher(day);
                require(match.matches());
                Integer nth = match.group(1) == null ? null : Integer.valueOf(match.group(1));
                require(nth == null || (nth != 0 && Math.abs(nth) <= 53));
                rule.byDay(nth, day(match.group(2)));
            }
        }
        rule.bySecond(numbers(parts, "BYSECOND", 0, 59));
        rule.byMinute(numbers(parts, "BYMINUTE", 0, 59));
        rule.byHour(numbers(parts, "BYHOUR", 0, 23));
        rule.byMonthDay(notZero(numbers(parts, "BYMONTHDAY", -31, 31)));
        rule.byYearDay(notZero(numbers(parts, "BYYEARDAY", -366, 366)));
        rule.byWeekNo(notZero(numbers(parts, "BYWEEKNO", -53, 53)));
        rule.byMonth(numbers(parts, "BYMONTH", 1, 12));
        rule.bySetPos(notZero(numbers(parts, "BYSETPOS", -366, 366)));
        var built = rule.build();
        return new Repeating(built, parts.get("UNTIL"), candidates(built));
    }

    /** A position in a set (BYSETPOS) needs the whole set, and a date that a part leaves out was made before. */
    private static int candidates(Recurrence rule) {
        int days = rule.getByDay().size();
        int monthDays = rule.getByMonthDay().size();
        int months = rule.getByMonth().size();
        int made = switch (rule.getFrequency()) {
            case WEEKLY -> days;
            case MONTHLY -> days > 0 ? 5 * days : monthDays;
            case YEARLY ->
                (months == 0 ? 53 * days : 5 * days * months)
                        + (months == 0 ? 12 : months) * monthDays
                        + rule.getByYearDay().size()
                        + 7 * rule.getByWeekNo().size();
            default -> 1;
        };
        return Math.max(1, made);
    }

    /** Local times, in order, without end unless the rule counts; what comes after {@code until} is the caller's to drop. */
    Times from(LocalDateTime first) {
        // In UTC no local time is skipped or comes twice: the rule is followed on the clock, and the zone comes after.
        RecurrenceIterator times = RecurrenceIteratorFactory.createRecurrenceIterator(
                rule,
                new DateTimeValueImpl(
                        first.getYear(),
                        first.getMonthValue(),
                        first.getDayOfMonth(),
                        first.getHour(),
                        first.getMinute(),
                        first.getSecond()),
                UTC);
        return new Times(times, first);
    }

    /** The times a rule names, and what it costs to find them. */
    final class Times {

        private final RecurrenceIterator times;
        private final LocalDateTime first;
        private long reached;
        private int found;
        /** The first period is gone through in any case. */
        private long cost = candidates;

        private Times(RecurrenceIterator times, LocalDateTime first) {
            this.times = times;
            this.first = first;
            this.reached = period(first.toLocalDate());
        }

        /** Where nothing more is found, that was looked for. */
        boolean hasNext() {
            boolean more = times.hasNext();
            var count = rule.getCount();
            if (!more && (count == null || found < count)) {
                cost += candidates * (period(LocalDate.EPOCH.plusYears(YEARS_WITHOUT)) - period(LocalDate.EPOCH));
            }
            return more;
        }

        LocalDateTime next() {
            var next = times.next();
            var time = next instanceof TimeValue value
                    ? first.toLocalTime()
                            .withHour(value.hour())
                            .withMinute(value.minute())
                            .withSecond(value.second())
                    : first.toLocalTime();
            var day = LocalDate.of(next.year(), next.month(), next.day());
            cost += Math.max(1, candidates * (period(day) - reached));
            reached = Math.max(reached, period(day));
            found++;
            return LocalDateTime.of(day, time);
        }

        /** How many dates were made since this was last asked, or more. */
        int cost() {
            int since = (int) Math.min(cost, Integer.MAX_VALUE);
            cost = 0;
            return since;
        }

        /** Skipped ones (INTERVAL) count: for some rules the library goes through them. */
        private long period(LocalDate day) {
            return switch (rule.getFrequency()) {
                case YEARLY -> day.getYear();
                case MONTHLY -> 12L * day.getYear() + day.getMonthValue();
                case WEEKLY -> Math.floorDiv(day.toEpochDay(), 7);
                default -> day.toEpochDay();
            };
        }
    }

    private static Integer[] numbers(Map<String, String> parts, String part, int least, int most) {
        var text = parts.get(part);
        if (text == null) {
            return new Integer[0];
        }
        return Arrays.stream(text.split(","))
                .map(number -> {
                    int value = Integer.parseInt(number.strip());
                    require(value >= least && value <= most);
                    return value;
                })
                .toArray(Integer[]::new);
    }

    private static Integer[] notZero(Integer[] numbers) {
        require(Arrays.stream(numbers).noneMatch(number -> number == 0));
        return numbers;
    }

    private static DayOfWeek day(String abbreviation) {
        var day = DayOfWeek.valueOfAbbr(abbreviation);
        require(day != null);
        return day;
    }

    private static void require(boolean fine) {
        if (!fine) {
            throw new IllegalArgumentException("Not a rule we read.");
        }
    }
}
