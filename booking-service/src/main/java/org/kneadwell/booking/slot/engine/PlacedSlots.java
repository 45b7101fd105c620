package org.kneadwell.booking.slot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;

/**
 * The slots of a therapist who may work at several places or in several rooms: a start is a slot if it is one at any of them.
 * Each place brings its own hours in its own zone, and as busy what keeps the therapist, or the room, from being there,
 * with the time to travel in the buffers.
 *
 * @param options in order of preference: where several places have the same start, the first is meant
 * @param <P> what tells one place from another
 */
public record PlacedSlots<P>(List<Option<P>> options) {

    /** One place with what finds its slots. */
    public record Option<P>(P place, SlotFinder finder) {}

    /** A slot and where it is. */
    public record Placed<P>(P place, TimeSlot slot) {}

    /** Whether a start is a slot, and where. */
    public sealed interface Decision<P> {

        record Here<P>(P place, TimeSlot slot) implements Decision<P> {}

        /** The refusal of the place that came nearest to having it. */
        record Nowhere<P>(SlotDecision.Refusal why, String sentence) implements Decision<P> {}
    }

    public PlacedSlots {
        options = List.copyOf(options);
    }

    /** The slots by start, each once, at most so many. */
    public List<Placed<P>> startingIn(Instant from, Instant to, int limit) {
        if (options.size() == 1) {
            Option<P> only = options.getFirst();
            return only.finder.startingIn(from, to, limit).stream()
                    .map(slot -> new Placed<>(only.place, slot))
                    .toList();
        }
        var byStart = new TreeMap<Instant, Placed<P>>();
        for (Option<P> option : options) {
            for (TimeSlot slot : option.finder.startingIn(from, to, limit)) {
                byStart.putIfAbsent(slot.start(), new Placed<>(option.place, slot));
            }
        }
        return byStart.values().stream().limit(limit).toList();
    }

    public List<Placed<P>> startingIn(Instant from, Instant to) {
        return startingIn(from, to, Integer.MAX_VALUE);
    }

    public Decision<P> decide(Instant start) {
        Refused nearest = null;
        for (Option<P> option : options) {
            switch (option.finder.decide(start)) {
                case Offered(TimeSlot slot) -> {
                    return new Decision.Here<>(option.place, slot);
                }
                case Refused refused -> {
                    if (nearest == null || refused.why().compareTo(nearest.why()) > 0) {
                        nearest = refused;
                    }
                }
            }
        }
        return nearest == null
                ? new Decision.Nowhere<>(
                        SlotDecision.Refusal.OUTSIDE_WORKING_HOURS, "The session cannot take place anywhere.")
                : new Decision.Nowhere<>(nearest.why(), nearest.sentence());
    }

    /** The slots nearest to a wanted start among those that suit, at most so many, by start. */
    public List<Placed<P>> nearest(Instant wanted, Duration within, int count, Predicate<Placed<P>> suits) {
        return startingIn(wanted.minus(within), wanted.plus(within)).stream()
                .filter(suits)
                .sorted(Comparator.comparing(
                        placed -> Duration.between(wanted, placed.slot.start()).abs()))
                .limit(count)
                .sorted(Comparator.comparing(placed -> placed.slot.start()))
                .toList();
    }

    /** Why nothing starts in a range: what the place says where most rules were passed. Empty if there are slots. */
    public List<WhyNone> whyNone(Instant from, Instant to) {
        var answers = new ArrayList<List<WhyNone>>();
        for (Option<P> option : options) {
            List<WhyNone> why = option.finder.whyNone(from, to);
            if (why.isEmpty()) {
                return List.of();
            }
            answers.add(why);
        }
        return answers.stream()
                .max(Comparator.comparing(why -> why.getLast().rule()))
                .orElseGet(() -> List.of(new WhyNone(
                        WhyNone.Rule.WORKING_HOURS, true, "The therapist has no open hours on these days.")));
    }
}
