package org.kneadwell.booking.appointment;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.kneadwell.booking.slot.engine.SlotDecision;
import org.kneadwell.kit.problem.Problems;

/** Refusals as problems. */
final class BookingProblems {

    private BookingProblems() {}

    static HttpProblem of(BookingOutcome.Refusing refused) {
        return switch (refused) {
            case BookingOutcome.NotASlot not -> withAlternatives(status(not.why()), not);
            case BookingOutcome.NotATime not -> withAlternatives(422, not);
            case BookingOutcome.HoldExpired expired -> withAlternatives(409, expired);
            case BookingOutcome.NotHeld not -> plain(409, not);
            case BookingOutcome.NotOffered not -> plain(422, not);
            case BookingOutcome.TooManyHolds holds ->
                Problems.builder(429, holds.code(), holds.sentence())
                        .withHeader("Retry-After", holds.retryAfter().toSeconds())
                        .build();
            case BookingOutcome.NotAllowed not -> {
                var problem = Problems.builder(409, not.code(), not.sentence())
                        .with("reasons", not.refusal().inWords());
                yield (not.refusal().isOfTheDay() ? problem.with("alternatives", not.alternatives()) : problem).build();
            }
            case BookingOutcome.NoSuchHold _ -> Problems.notFound();
        };
    }

    private static int status(SlotDecision.Refusal why) {
        return switch (why) {
            case TAKEN, INSIDE_A_BUFFER, DAY_OR_WEEK_FULL -> 409;
            case IN_THE_PAST, TOO_SOON, TOO_FAR_AHEAD, OUTSIDE_WORKING_HOURS, OFF_THE_GRID, LEAVES_A_GAP -> 422;
        };
    }

    private static HttpProblem plain(int status, BookingOutcome.Refusing refused) {
        return Problems.of(status, refused.code(), refused.sentence());
    }

    private static HttpProblem withAlternatives(int status, BookingOutcome.Refusing refused) {
        return Problems.builder(status, refused.code(), refused.sentence())
                .with("alternatives", refused.alternatives())
                .build();
    }
}
