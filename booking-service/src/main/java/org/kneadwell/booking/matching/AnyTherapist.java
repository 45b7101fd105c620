package org.kneadwell.booking.matching;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.matching.MatchOutcome.Found;
import org.kneadwell.booking.matching.MatchPage.EarliestSlot;
import org.kneadwell.booking.matching.MatchPage.MatchView;
import org.kneadwell.booking.matching.MatchService.Search;

/** Whom a client who wants any therapist who fits should get: the best fit, then the earliest, then whoever has least to do. */
@ApplicationScoped
class AnyTherapist {

    /** How far around the range asked for a therapist's work is counted. */
    private static final Duration AROUND = Duration.ofDays(7);

    private final MatchService matches;
    private final Bookings bookings;

    AnyTherapist(MatchService matches, Bookings bookings) {
        this.matches = matches;
        this.bookings = bookings;
    }

    /** A therapist with the slot to be tried. */
    record Candidate(MatchView match, EarliestSlot slot) {

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

    Choice choose(UUID clientId, Search search) {
        return switch (matches.search(clientId, search)) {
            case Found(MatchPage page) -> new Choice.Of(fairly(page.items()));
            case MatchOutcome refused -> new Choice.Not(refused);
        };
    }

    /** The matches come by fit and earliest slot; among those equal in both, whoever has least booked comes first. */
    private List<Candidate> fairly(List<MatchView> matches) {
        List<Candidate> free = matches.stream()
                .filter(match -> match.earliestSlot() != null)
                .map(match -> new Candidate(match, Objects.requireNonNull(match.earliestSlot())))
                .toList();
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

    private static boolean equal(Candidate one, Candidate other) {
        return one.match.fit().compareTo(other.match.fit()) == 0
                && one.slot.start().isEqual(other.slot.start());
    }
}
