package org.kneadwell.booking.matching;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.fit.FitOrder;
import org.kneadwell.booking.matching.MatchOutcome.Found;
import org.kneadwell.booking.matching.MatchPage.EarliestSlot;
import org.kneadwell.booking.matching.MatchPage.MatchView;
import org.kneadwell.booking.matching.MatchService.Search;

/** Whom a client who wants any therapist who fits should get: the best fit, then the earliest, then whoever has least to do. */
@ApplicationScoped
class AnyTherapist {

    /** How far around the range asked for a therapist's work is counted. */
    private static final Duration AROUND = Duration.ofDays(7);

    /** How many are read at a time of those who are equal. */
    private static final int PAGE = 100;

    private final MatchService matches;
    private final Bookings bookings;

    AnyTherapist(MatchService matches, Bookings bookings) {
        this.matches = matches;
        this.bookings = bookings;
    }

    /** A therapist with the slot to be tried. @param order where it stands among all */
    record Candidate(MatchView match, EarliestSlot slot, FitOrder order) {

        UUID therapistId() {
            return match.therapist().id();
        }
    }

    /** What can come of looking. */
    sealed interface Choice {

        /** In the order in which to try them; possibly none. */
        record Of(List<Candidate> candidates) implements Choice {}

        record Not(MatchOutcome why) implements Choice {}
    }

    /** @return at most as many as the search asks for */
    Choice choose(UUID clientId, Search search) {
        var best = new ArrayList<Candidate>();
        for (Search next = search; ; next = next.after(best.getLast().order, PAGE)) {
            switch (matches.search(clientId, next)) {
                case MatchOutcome.IntakeNeeded refused -> {
                    return new Choice.Not(refused);
                }
                case MatchOutcome.NotBookable refused -> {
                    return new Choice.Not(refused);
                }
                case MatchOutcome.BadDates refused -> {
                    return new Choice.Not(refused);
                }
                case Found(MatchPage page, List<FitOrder> orders) -> {
                    int before = best.size();
                    for (int i = 0; i < orders.size(); i++) {
                        EarliestSlot slot = page.items().get(i).earliestSlot();
                        if (slot != null) {
                            best.add(new Candidate(page.items().get(i), slot, orders.get(i)));
                        }
                    }
                    // Whoever has least to do may be on the next page, as long as all are equal.
                    if (best.size() == before || page.next() == null || !equal(best.getFirst(), best.getLast())) {
                        return new Choice.Of(
                                fairly(best).stream().limit(search.limit()).toList());
                    }
                }
            }
        }
    }

    /** The matches come by fit and earliest slot; among those equal in both, whoever has least booked comes first. */
    private List<Candidate> fairly(List<Candidate> free) {
        if (free.size() < 2) {
            return free;
        }
        var first = free.stream()
                .map(one -> one.slot.start().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var last = free.stream()
                .map(one -> one.slot.start().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Map<UUID, Duration> load = bookings.load(
                free.stream().map(Candidate::therapistId).toList(), first.minus(AROUND), last.plus(AROUND));
        var ordered = new ArrayList<Candidate>();
        for (int from = 0, to; from < free.size(); from = to) {
            to = from + 1;
            while (to < free.size() && equal(free.get(from), free.get(to))) {
                to++;
            }
            free.subList(from, to).stream()
                    .sorted(Comparator.comparing(one -> load.getOrDefault(one.therapistId(), Duration.ZERO)))
                    .forEach(ordered::add);
        }
        return List.copyOf(ordered);
    }

    /** Whom the client should rather not have comes after all others, however well it would fit. */
    private static boolean equal(Candidate one, Candidate other) {
        return one.order.proposeAnother() == other.order.proposeAnother()
                && one.order.tenths() == other.order.tenths()
                && one.slot.start().isEqual(other.slot.start());
    }
}
