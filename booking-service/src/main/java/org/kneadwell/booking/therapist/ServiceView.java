package org.kneadwell.booking.therapist;

import java.util.UUID;

/**
 * A kind of session a therapist offers.
 *
 * @param needsRoom whether it takes one of the location's rooms
 */
public record ServiceView(UUID id, String name, int minutes, Price price, boolean needsRoom) {}
