package org.kneadwell.booking.figures;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param nextExpiresAt null when there are none */
record OpenRequests(long count, @Nullable Instant nextExpiresAt) {}
