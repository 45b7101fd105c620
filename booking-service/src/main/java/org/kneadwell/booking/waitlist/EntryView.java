package org.kneadwell.booking.waitlist;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.AppointmentView.Person;
import org.kneadwell.booking.appointment.AppointmentView.Place;
import org.kneadwell.booking.availability.Weekday;

/**
 * A place on the waitlist as its client sees it.
 *
 * @param state waiting, offered, fulfilled, withdrawn or over
 * @param therapistIds empty: anybody who fits
 * @param offer what is offered now
 * @param appointmentId what it was fulfilled with
 */
record EntryView(
        UUID id,
        @Schema(examples = "waiting") String state,
        List<UUID> therapistIds,
        @Nullable UUID serviceId,
        @Nullable Integer serviceMinutes,
        LocalDate from,
        LocalDate to,
        List<Weekday> days,
        @Nullable @JsonFormat(pattern = "HH:mm") LocalTime fromTime,
        @Nullable @JsonFormat(pattern = "HH:mm") LocalTime toTime,
        Instant joinedAt,
        @Nullable Instant endedAt,
        @Nullable UUID appointmentId,
        @Nullable OfferView offer) {

    /**
     * Time that is kept for the client.
     *
     * @param zone where it takes place; show start and end in it
     * @param expiresAt until when; accept or decline before
     */
    @Schema(name = "WaitlistOffer")
    record OfferView(
            UUID id,
            Instant start,
            Instant end,
            String zone,
            Person therapist,
            Session service,
            Place location,
            Instant expiresAt) {}

    /** The session that is offered. */
    @Schema(name = "OfferedSession")
    record Session(UUID id, String name) {}

    static EntryView of(Entry entry, Entry.@Nullable Offered offer, @Nullable AppointmentDetails held, Instant now) {
        OfferView stands = offer == null || held == null || !offer.stands(now)
                ? null
                : new OfferView(
                        offer.id(),
                        held.time().start(),
                        held.time().end(),
                        held.zone().getId(),
                        new Person(held.therapistId(), held.therapistName()),
                        new Session(held.serviceId(), held.serviceName()),
                        new Place(held.locationId(), held.locationName(), held.locationAddress(), held.roomName()),
                        offer.expiresAt());
        String state = entry.state().equals("offered") && stands == null ? "waiting" : entry.state();
        return new EntryView(
                entry.id(),
                state,
                entry.therapistIds(),
                entry.serviceId(),
                entry.minutes(),
                entry.from(),
                entry.to(),
                entry.days(),
                entry.fromTime(),
                entry.toTime(),
                entry.joinedAt(),
                entry.endedAt(),
                entry.appointmentId(),
                stands);
    }
}
