package org.kneadwell.booking.waitlist;

import java.time.Instant;
import java.util.UUID;
import org.kneadwell.booking.appointment.AppointmentDetails;

/**
 * Tells the other features of this service, inside its transaction, that time was offered to somebody who waits.
 *
 * @param appointment the hold behind the offer
 * @param expiresAt until when the offer stands
 * @param language of mails to the client: {@code en} or {@code de}
 */
public record WaitlistOffered(
        UUID offerId,
        UUID entryId,
        UUID clientId,
        AppointmentDetails appointment,
        Instant expiresAt,
        String clientEmail,
        String clientName,
        String language) {}
