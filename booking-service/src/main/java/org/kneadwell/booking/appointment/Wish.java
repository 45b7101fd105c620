package org.kneadwell.booking.appointment;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param locationId null: wherever the therapist works at that time
 * @param writtenAt the offset the start was written with, which tells a local time that does not exist; null: it is no local time
 */
public record Wish(
        UUID therapistId,
        UUID serviceId,
        @Nullable UUID locationId,
        Instant start,
        @Nullable ZoneOffset writtenAt) {

    public Wish(UUID therapistId, UUID serviceId, @Nullable UUID locationId, Instant start) {
        this(therapistId, serviceId, locationId, start, null);
    }

    /** @param start as somebody wrote it; in UTC, as the lists show it, it is no local time */
    public static Wish written(UUID therapistId, UUID serviceId, @Nullable UUID locationId, OffsetDateTime start) {
        ZoneOffset offset = start.getOffset();
        return new Wish(
                therapistId, serviceId, locationId, start.toInstant(), offset.equals(ZoneOffset.UTC) ? null : offset);
    }

    /** Whether it was written as a local time over which the clocks of a place go forward. */
    boolean isSkippedIn(ZoneId zone) {
        if (writtenAt == null) {
            return false;
        }
        var change = zone.getRules().getTransition(LocalDateTime.ofInstant(start, writtenAt));
        return change != null && change.isGap() && change.getOffsetBefore().equals(writtenAt);
    }
}
