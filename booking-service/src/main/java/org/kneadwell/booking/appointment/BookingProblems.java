package org.kneadwell.booking.appointment;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Locale;
import org.kneadwell.booking.slot.engine.SlotDecision.Refusal;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.kit.problem.Problems;

/** Refusals as problems. */
final class BookingProblems {

    private BookingProblems() {}

    static HttpProblem of(BookingOutcome.NotASlot refused) {
        int status = switch (refused.why()) {
            case TAKEN, DAY_OR_WEEK_FULL -> 409;
            case IN_THE_PAST, TOO_SOON, TOO_FAR_AHEAD, OUTSIDE_WORKING_HOURS, OFF_THE_GRID, LEAVES_A_GAP -> 422;
        };
        return withAlternatives(status, code(refused.why()), refused.sentence(), refused.alternatives());
    }

    static HttpProblem of(BookingOutcome.HoldExpired expired) {
        return withAlternatives(409, "hold-expired", "The time was no longer held for you.", expired.alternatives());
    }

    private static HttpProblem withAlternatives(int status, String code, String detail, List<TimeSlot> alternatives) {
        return Problems.builder(status, code, detail)
                .with("alternatives", alternatives)
                .build();
    }

    private static String code(Refusal why) {
        return why == Refusal.TAKEN
                ? "slot-taken"
                : why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
