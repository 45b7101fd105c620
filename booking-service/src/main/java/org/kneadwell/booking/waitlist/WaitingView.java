package org.kneadwell.booking.waitlist;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentView.Person;
import org.kneadwell.booking.availability.Weekday;

/**
 * Somebody who waits for a therapist, as that therapist sees it.
 *
 * @param state waiting, or offered while some of this therapist's time is kept for the client
 * @param offer what is offered now; nothing is said of other therapists' offers
 */
@Schema(name = "WaitingClient")
record WaitingView(
        @Schema(required = true) UUID id,
        @Schema(required = true) Person client,
        @Schema(required = true, examples = "waiting") String state,

        @Schema(description = "The session waited for; absent: any of serviceMinutes.") @Nullable
        UUID serviceId,

        @Nullable Integer serviceMinutes,
        @Schema(required = true) LocalDate from,
        @Schema(required = true) LocalDate to,

        @Schema(required = true, description = "Empty: any day.")
        List<Weekday> days,

        @Nullable @JsonFormat(pattern = "HH:mm") LocalTime fromTime,
        @Nullable @JsonFormat(pattern = "HH:mm") LocalTime toTime,
        @Schema(required = true) Instant joinedAt,
        @Nullable Offer offer) {

    /**
     * Time that is kept for the client.
     *
     * @param expiresAt until when
     */
    @Schema(name = "WaitingOffer")
    record Offer(
            @Schema(required = true) Instant start,
            @Schema(required = true) Instant end,
            @Schema(required = true) Instant expiresAt) {}

    /** @param standing an offer of this therapist's time that can still be taken */
    static WaitingView of(Entry entry, Entry.@Nullable Offered standing) {
        Offer offer = standing == null
                ? null
                : new Offer(standing.time().start(), standing.time().end(), standing.expiresAt());
        return new WaitingView(
                entry.id(),
                new Person(entry.clientId(), entry.clientName()),
                offer == null ? "waiting" : "offered",
                entry.serviceId(),
                entry.minutes(),
                entry.from(),
                entry.to(),
                entry.days(),
                entry.fromTime(),
                entry.toTime(),
                entry.joinedAt(),
                offer);
    }
}
