package org.kneadwell.system.contention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.contention.History.Version;

/** The checker itself, on histories short enough to be read. */
class HistoryTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();
    private static final UUID ROOM = UUID.randomUUID();
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void two_that_overlap_while_both_live_are_found() {
        assertThat(overlaps(at(1, ONE, "held", ADA, null, 10, 12), at(2, OTHER, "held", ADA, null, 11, 13)))
                .hasSize(1);
    }

    @Test
    void an_overlap_that_was_mended_later_is_still_found() {
        assertThat(overlaps(
                        at(1, ONE, "held", ADA, null, 10, 12),
                        at(2, OTHER, "held", ADA, null, 11, 13),
                        at(3, OTHER, "cancelled", ADA, null, 11, 13)))
                .hasSize(1);
    }

    @Test
    void what_begins_where_the_other_ends_does_not_overlap() {
        assertThat(overlaps(at(1, ONE, "booked", ADA, null, 10, 12), at(2, OTHER, "booked", ADA, null, 12, 13)))
                .isEmpty();
    }

    @Test
    void time_that_was_released_before_may_be_taken() {
        assertThat(overlaps(
                        at(1, ONE, "held", ADA, null, 10, 12),
                        at(2, ONE, "expired", ADA, null, 10, 12),
                        at(3, OTHER, "held", ADA, null, 10, 12),
                        at(4, OTHER, "booked", ADA, null, 10, 12)))
                .isEmpty();
    }

    @Test
    void moving_away_releases_the_old_time_and_takes_the_new() {
        assertThat(overlaps(
                        at(1, ONE, "booked", ADA, null, 10, 12),
                        at(2, ONE, "booked", ADA, null, 14, 16),
                        at(3, OTHER, "booked", ADA, null, 10, 12)))
                .isEmpty();
        assertThat(overlaps(
                        at(1, ONE, "booked", ADA, null, 10, 12),
                        at(2, OTHER, "booked", ADA, null, 14, 16),
                        at(3, ONE, "booked", ADA, null, 14, 16)))
                .hasSize(1);
    }

    @Test
    void one_room_serves_one_therapist_at_a_time() {
        assertThat(overlaps(at(1, ONE, "booked", ADA, ROOM, 10, 12), at(2, OTHER, "booked", BEN, ROOM, 11, 13)))
                .hasSize(1);
        assertThat(overlaps(at(1, ONE, "booked", ADA, ROOM, 10, 12), at(2, OTHER, "booked", BEN, null, 11, 13)))
                .isEmpty();
    }

    private static List<History.Overlap> overlaps(Version... versions) {
        return new History(List.of(versions)).overlaps();
    }

    private static Version at(
            long seq,
            UUID appointment,
            String state,
            UUID therapist,
            @Nullable UUID room,
            int fromHour,
            int untilHour) {
        Instant day = Instant.parse("2026-03-03T00:00:00Z");
        return new Version(
                seq,
                appointment,
                state,
                therapist,
                room,
                day.plusSeconds(3600L * fromHour),
                day.plusSeconds(3600L * untilHour));
    }
}
