package org.kneadwell.booking.appointment;

import java.util.UUID;

/**
 * Whom an appointment is for, as the client's own token names them.
 *
 * @param language of the mails to the client: {@code en} or {@code de}
 */
public record BookingClient(UUID id, String name, String email, String language) {}
