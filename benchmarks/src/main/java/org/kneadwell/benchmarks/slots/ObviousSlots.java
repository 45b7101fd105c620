package org.kneadwell.benchmarks.slots;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * What one would write first, to compare with: day by day, piece by piece, every quarter of an hour as a date and time in its
 * zone, and each laid against the busy times. It knows what the three inputs need: weekly hours, buffers, notice, starts on the clock.
 */
final class ObviousSlots {

    private ObviousSlots() {}

    static List<TimeSlot> startingIn(SlotFinder asked, Instant from, Instant to) {
        SlotRules rules = asked.rules();
        var slots = new ArrayList<TimeSlot>();
        LocalDate last = LocalDate.ofInstant(to, asked.hours().zone());
        for (LocalDate day = LocalDate.ofInstant(from, asked.hours().zone()).minusDays(1);
                !day.isAfter(last);
                day = day.plusDays(1)) {
            for (LocalHours piece : asked.hours().weekly().getOrDefault(day.getDayOfWeek(), List.of())) {
                LocalDate endDay = piece.to().isAfter(piece.from()) ? day : day.plusDays(1);
                Instant close = ZonedDateTime.of(
                                endDay, piece.to(), asked.hours().zone())
                        .toInstant();
                for (ZonedDateTime time = ZonedDateTime.of(
                                day, piece.from(), asked.hours().zone());
                        !time.plus(rules.length()).toInstant().isAfter(close);
                        time = time.plusMinutes(1)) {
                    if (time.toLocalTime().toSecondOfDay()
                                    / 60
                                    % rules.interval().toMinutes()
                            != 0) {
                        continue;
                    }
                    TimeSlot slot = TimeSlot.of(time.toInstant(), rules.length());
                    if (!slot.start().isBefore(from)
                            && slot.start().isBefore(to)
                            && !slot.start().isBefore(asked.now().plus(rules.minimumNotice()))
                            && asked.busy().stream().noneMatch(busy -> meets(busy, slot, rules))) {
                        slots.add(slot);
                    }
                }
            }
        }
        return slots;
    }

    private static boolean meets(Busy busy, TimeSlot slot, SlotRules rules) {
        Instant start = busy.time().start().minus(busy.bufferBefore()).minus(rules.bufferAfter());
        Instant end = busy.time().end().plus(busy.bufferAfter()).plus(rules.bufferBefore());
        return start.isBefore(slot.end()) && slot.start().isBefore(end);
    }
}
