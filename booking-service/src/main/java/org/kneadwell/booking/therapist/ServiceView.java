package org.kneadwell.booking.therapist;

import java.util.UUID;

/** A kind of session a therapist offers. */
public record ServiceView(UUID id, String name, int minutes, Price price) {}
