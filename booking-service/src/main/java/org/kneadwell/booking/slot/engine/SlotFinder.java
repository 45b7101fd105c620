package org.kneadwell.booking.slot.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refusal;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;

/**
 * The slots of one therapist for one kind of session: one sweep over sorted pieces of open time and sorted blocks.
 *
 * <p>A session lies wholly inside one piece of open time and outside time off; its buffers may reach beyond both, but not into
 * busy time or that time's own buffers. Pieces of one day that overlap are one piece; pieces that only touch stay two, and a session does not
 * straddle their border; a night that reaches into the next day's hours goes before them. The range asked for, the notice and the horizon hide slots and never move the grid, so the same slots are
 * offered whichever range is looked at.
 *
 * @param hours when the therapist works
 * @param timeOff when not, whatever the hours say
 * @param busy everything that is taken; for weekly caps, of the whole weeks the range touches
 * @param rules how this kind of session is booked
 * @param now the present
 */
public record SlotFinder(WorkingHours hours, List<TimeSlot> timeOff, List<Busy> busy, SlotRules rules, Instant now) {

    /**
     * @param from first possible start
     * @param to no slot starts at or after it; at most 68 years later
     * @return the slots by start
     */
    public List<TimeSlot> startingIn(Instant from, Instant to) {
        return startingIn(from, to, Integer.MAX_VALUE);
    }

    /** As {@link #startingIn(Instant, Instant)}, at most so many, the earliest ones. */
    public List<TimeSlot> startingIn(Instant from, Instant to, int limit) {
        if (!from.isBefore(to) || limit <= 0) {
            return List.of();
        }
        return sweep(from, to, limit).run();
    }

    /** Whether a requested start is one of the slots, and if not, which rule refuses it. */
    public SlotDecision decide(Instant start) {
        if (start.isBefore(now)) {
            return new Refused(Refusal.IN_THE_PAST, "That time has passed.");
        }
        if (start.isBefore(now.plus(rules.minimumNotice()))) {
            return new Refused(Refusal.TOO_SOON, noticeSentence());
        }
        if (beyondHorizon(start)) {
            return new Refused(Refusal.TOO_FAR_AHEAD, horizonSentence());
        }
        if (!startingIn(start, start.plusSeconds(1)).isEmpty() && start.getNano() == 0) {
            return new Offered(TimeSlot.of(start, rules.length()));
        }
        var wanted = TimeSlot.of(start, rules.length());
        if (timeOff.stream().anyMatch(wanted::overlaps) || !insideHours(wanted)) {
            return new Refused(
                    Refusal.OUTSIDE_WORKING_HOURS,
                    "The session does not lie wholly inside the therapist's open hours.");
        }
        if (busy.stream().anyMatch(taken -> blocks(taken, wanted))) {
            return busy.stream().anyMatch(taken -> taken.time().overlaps(wanted))
                    ? new Refused(Refusal.TAKEN, "That time is taken.")
                    : new Refused(Refusal.INSIDE_A_BUFFER, "That time is too close to another session.");
        }
        if (start.getNano() != 0
                || with(rules.with(Gaps.ANY).with(Caps.NONE))
                        .startingIn(start, start.plusSeconds(1))
                        .isEmpty()) {
            return new Refused(Refusal.OFF_THE_GRID, "Sessions do not start at that minute.");
        }
        if (with(rules.with(Caps.NONE)).startingIn(start, start.plusSeconds(1)).isEmpty()) {
            return new Refused(Refusal.LEAVES_A_GAP, "On that day only times next to what is booked are offered.");
        }
        return new Refused(
                Refusal.DAY_OR_WEEK_FULL, "The therapist takes no more sessions on that day or in that week.");
    }

    /**
     * Why nothing starts in a range: the rules are applied one after another, and each that took something away says so.
     *
     * @return empty if there are slots
     */
    public List<WhyNone> whyNone(Instant from, Instant to) {
        if (!startingIn(from, to, 1).isEmpty()) {
            return List.of();
        }
        var reasons = new ArrayList<WhyNone>();
        SlotRules free =
                rules.withNotice(Duration.ZERO).withHorizon(null).with(Gaps.ANY).with(Caps.NONE);
        // Before everything, so that neither past nor notice hides anything yet.
        var open = new SlotFinder(hours, List.of(), List.of(), free, Instant.EPOCH);
        if (!open.opensIn(from, to)) {
            return List.of(new WhyNone(WhyNone.Rule.WORKING_HOURS, true, sentence(WhyNone.Rule.WORKING_HOURS, true)));
        }
        Set<TimeSlot> left = Set.copyOf(open.startingIn(from, to));
        if (left.isEmpty()) {
            WhyNone.Rule rule = open.fitsIn(from, to) ? WhyNone.Rule.GRID : WhyNone.Rule.LENGTH;
            return List.of(new WhyNone(rule, true, sentence(rule, true)));
        }
        left = step(
                reasons,
                left,
                WhyNone.Rule.TIME_OFF,
                new SlotFinder(hours, timeOff, List.of(), free, Instant.EPOCH),
                from,
                to);
        left = step(
                reasons, left, WhyNone.Rule.TAKEN, new SlotFinder(hours, timeOff, busy, free, Instant.EPOCH), from, to);
        left = step(
                reasons,
                left,
                WhyNone.Rule.GAPS,
                new SlotFinder(hours, timeOff, busy, free.with(rules.gaps()), Instant.EPOCH),
                from,
                to);
        SlotRules capped = free.with(rules.gaps()).with(rules.caps());
        left = step(
                reasons,
                left,
                WhyNone.Rule.CAPS,
                new SlotFinder(hours, timeOff, busy, capped, Instant.EPOCH),
                from,
                to);
        left = step(reasons, left, WhyNone.Rule.PAST, new SlotFinder(hours, timeOff, busy, capped, now), from, to);
        SlotRules noticed = capped.withNotice(rules.minimumNotice());
        left = step(reasons, left, WhyNone.Rule.NOTICE, new SlotFinder(hours, timeOff, busy, noticed, now), from, to);
        step(reasons, left, WhyNone.Rule.HORIZON, this, from, to);
        return List.copyOf(reasons);
    }

    private Set<TimeSlot> step(
            List<WhyNone> reasons,
            Set<TimeSlot> before,
            WhyNone.Rule rule,
            SlotFinder stricter,
            Instant from,
            Instant to) {
        Set<TimeSlot> after = Set.copyOf(stricter.startingIn(from, to));
        if (!after.containsAll(before)) {
            reasons.add(new WhyNone(rule, after.isEmpty(), sentence(rule, after.isEmpty())));
        }
        return after;
    }

    private String sentence(WhyNone.Rule rule, boolean all) {
        return switch (rule) {
            case WORKING_HOURS -> "The therapist has no open hours on these days.";
            case LENGTH ->
                "No open time on these days is long enough for %d minutes."
                        .formatted(rules.length().toMinutes());
            case GRID -> "No session starts in this time.";
            case TIME_OFF ->
                all ? "The therapist is away on these days." : "The therapist is away for part of this time.";
            case TAKEN -> all ? "Every time on these days is taken." : "Some of the times are taken.";
            case GAPS -> "On days with bookings only times next to what is booked are offered.";
            case CAPS -> "The therapist takes no more sessions in a day or a week.";
            case PAST -> all ? "These days have passed." : "Some of the times have passed.";
            case NOTICE -> noticeSentence();
            case HORIZON -> horizonSentence();
        };
    }

    private String noticeSentence() {
        long minutes = rules.minimumNotice().toMinutes();
        return minutes % 60 == 0
                ? "The therapist needs %d h notice.".formatted(minutes / 60)
                : "The therapist needs %d minutes' notice.".formatted(minutes);
    }

    private String horizonSentence() {
        return "Bookings open %s ahead."
                .formatted(Integer.valueOf(1).equals(rules.horizonDays()) ? "1 day" : rules.horizonDays() + " days");
    }

    private SlotFinder with(SlotRules other) {
        return new SlotFinder(hours, timeOff, busy, other, now);
    }

    private boolean beyondHorizon(Instant start) {
        LocalDate last = lastDay();
        return last != null && LocalDate.ofInstant(start, hours.zone()).isAfter(last);
    }

    /** The last local day a session may start on; null: there is none. */
    @Nullable
    LocalDate lastDay() {
        Integer days = rules.horizonDays();
        return days == null ? null : LocalDate.ofInstant(now, hours.zone()).plusDays(days);
    }

    private boolean blocks(Busy taken, TimeSlot wanted) {
        Instant from = taken.time().start().minus(taken.bufferBefore()).minus(rules.bufferAfter());
        Instant to = taken.time().end().plus(taken.bufferAfter()).plus(rules.bufferBefore());
        return from.isBefore(wanted.end()) && wanted.start().isBefore(to);
    }

    private boolean insideHours(TimeSlot wanted) {
        long start = wanted.start().getEpochSecond();
        OpenTime pieces =
                sweep(wanted.start(), wanted.start().plusSeconds(1), 1).pieces();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.start(i) <= start && Sweep.ceilSecond(wanted.end()) <= pieces.end(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean opensIn(Instant from, Instant to) {
        return sweep(from, to, 1).pieces().size() > 0;
    }

    /** Whether a session fits into open time that reaches into the range, wherever it would start. */
    private boolean fitsIn(Instant from, Instant to) {
        OpenTime pieces = sweep(from, to, 1).pieces();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.end(i) - pieces.start(i) >= rules.length().toSeconds()) {
                return true;
            }
        }
        return false;
    }

    /** One search, from a second to the one that holds the end. */
    Sweep sweep(Instant from, Instant to, int limit) {
        return new Sweep(this, from.getEpochSecond(), Sweep.ceilSecond(to), limit);
    }
}
