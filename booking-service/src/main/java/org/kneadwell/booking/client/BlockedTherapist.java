package org.kneadwell.booking.client;

import java.util.UUID;

/** A therapist the client does not want to be matched with. */
record BlockedTherapist(UUID therapistId, String name) {}
