package org.kneadwell.booking.flag;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An appointment to look at. It says who, when and with whom, and nothing about anybody's health.
 *
 * @param day the local day that no licence covers
 * @param jurisdiction where the client is, and a licence would be needed
 * @param outcome covered: a licence covers the day again; the others say what became of the appointment
 * @param resolvedByItself whether no coordinator had to
 */
record FlagView(
        UUID id,
        @Schema(enumeration = {"licence_not_valid"}) String reason,

        @Schema(enumeration = {"open", "resolved"}) String state,

        FlaggedAppointment appointment,
        Person client,
        Person therapist,
        LocalDate day,
        String jurisdiction,
        Instant raisedAt,
        @Nullable Instant resolvedAt,

        @Schema(enumeration = {"kept", "rebooked", "cancelled", "covered"}) @Nullable
        String outcome,

        boolean resolvedByItself,
        @Nullable String note) {

    /** As it stands now. */
    record FlaggedAppointment(UUID id, String state, Instant start, Instant end, String zone) {}

    record Person(UUID id, String name) {}
}
