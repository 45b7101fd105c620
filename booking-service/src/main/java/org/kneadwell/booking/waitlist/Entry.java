package org.kneadwell.booking.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.availability.Weekday;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.waitlist.WaitlistStore.Session;

/**
 * Somebody who waits, and for what.
 *
 * @param therapistIds empty: anybody who fits
 * @param serviceId null: any session of these minutes
 * @param minutes null: this very session
 * @param days empty: any
 */
record Entry(
        UUID id,
        UUID clientId,
        String clientName,
        String clientEmail,
        String language,
        List<UUID> therapistIds,
        @Nullable UUID serviceId,
        @Nullable Integer minutes,
        LocalDate from,
        LocalDate to,
        List<Weekday> days,
        @Nullable LocalTime fromTime,
        @Nullable LocalTime toTime,
        String state,
        Instant joinedAt,
        @Nullable Instant endedAt,
        @Nullable UUID appointmentId) {

    /** Whether it is such a session, with such a therapist, that is waited for. */
    boolean waitsFor(Session session) {
        return (therapistIds.isEmpty() || therapistIds.contains(session.therapistId()))
                && (serviceId == null
                        ? minutes != null && minutes == session.minutes()
                        : serviceId.equals(session.serviceId()));
    }

    /** Whether a time is in the window, on the calendar and the wall clock of where it is. */
    boolean wants(TimeSlot time, ZoneId zone) {
        LocalDateTime start = LocalDateTime.ofInstant(time.start(), zone);
        LocalDateTime end = LocalDateTime.ofInstant(time.end(), zone);
        LocalDate date = start.toLocalDate();
        return !date.isBefore(from)
                && !date.isAfter(to)
                && (days.isEmpty() || days.contains(Weekday.of(date.getDayOfWeek())))
                && (fromTime == null || !start.toLocalTime().isBefore(fromTime))
                && (toTime == null || !end.isAfter(date.atTime(toTime)));
    }

    /**
     * An offer made to it.
     *
     * @param state open, accepted, declined or expired
     */
    record Offered(UUID id, UUID holdId, UUID therapistId, TimeSlot time, Instant expiresAt, String state) {

        /** An offer ends at the very instant its time runs out, whether or not anybody has written it down. */
        boolean stands(Instant now) {
            return state.equals("open") && now.isBefore(expiresAt);
        }
    }

    /** Longer is no window any more. */
    static final Duration LONGEST_WINDOW = Duration.ofDays(180);
}
