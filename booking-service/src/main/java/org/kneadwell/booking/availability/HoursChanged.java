package org.kneadwell.booking.availability;

import java.util.UUID;

/** Tells the other features of this service, inside the transaction of the change, that a therapist's open time may have grown. */
public record HoursChanged(UUID therapistId) {}
