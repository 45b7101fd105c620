package org.kneadwell.booking.slot.engine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** How long somebody works in a period, by the same hours that slots are found in. */
public final class WorkedTime {

    private WorkedTime() {}

    /**
     * @param first local date at the place of the hours
     * @param last local date there, included
     * @param away when they do not work after all
     */
    public static long minutes(WorkingHours hours, LocalDate first, LocalDate last, List<TimeSlot> away) {
        ZoneId zone = hours.zone();
        long from = first.atStartOfDay(zone).toEpochSecond();
        long to = last.plusDays(1).atStartOfDay(zone).toEpochSecond();
        var open = new OpenTime(hours, new ZoneClock(zone, from, to), from, to);
        var gone = new Spans(from, to, away.size());
        away.forEach(slot -> gone.add(slot.start().getEpochSecond(), slot.end().getEpochSecond()));
        gone.united();
        long seconds = 0;
        for (int i = 0; i < open.size(); i++) {
            long start = Math.max(open.start(i), from);
            long end = Math.min(open.end(i), to);
            seconds += Math.max(0, end - start) - overlap(gone, start, end);
        }
        return seconds / 60;
    }

    private static long overlap(Spans gone, long start, long end) {
        long seconds = 0;
        for (int i = gone.firstEndingAfter(start); i < gone.size() && gone.start(i) < end; i++) {
            seconds += Math.max(0, Math.min(gone.end(i), end) - Math.max(gone.start(i), start));
        }
        return seconds;
    }
}
