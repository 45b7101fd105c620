package org.kneadwell.booking.appointment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.time.InOurTime;

/**
 * Which appointments are asked for, by start.
 *
 * @param from first local date of the appointment's own place
 * @param to last local date, included
 * @param states empty: all but those that ran out
 * @param cursor of the page after which to go on
 * @param limit of a page, 1 to 100
 */
record AppointmentQuery(
        @QueryParam("from") @InOurTime @Nullable LocalDate from,
        @QueryParam("to") @InOurTime @Nullable LocalDate to,
        @QueryParam("state") List<String> states,
        @QueryParam("cursor") @Nullable String cursor,

        @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100)
        int limit) {

    private static final Set<String> STATES =
            Set.of("held", "pending", "booked", "cancelled", "completed", "no_show", "expired");

    /** Where a page ended. */
    record Position(Instant start, UUID id) {}

    /** @param unlessAsked the states that are told where none is asked for */
    Set<String> states(Set<String> unlessAsked) {
        if (!STATES.containsAll(states)) {
            throw Problems.unfit("state", "There is no such state.");
        }
        return states.isEmpty() ? unlessAsked : Set.copyOf(states);
    }

    /** Where to go on; null: at the beginning. */
    @Nullable
    Position after() {
        return Cursor.decode(cursor).map(AppointmentQuery::position).orElse(null);
    }

    private static Position position(String inside) {
        String[] parts = inside.split(" ", 2);
        try {
            return new Position(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw Cursor.refused();
        }
    }
}
