package org.kneadwell.booking.client;

import java.util.UUID;

/** A client may be somewhere else now; told inside the transaction of the change. */
public record ProfileChanged(UUID clientId) {}
