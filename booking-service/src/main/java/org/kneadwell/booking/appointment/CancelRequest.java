package org.kneadwell.booking.appointment;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param reason for the other party; never leaves this service */
public record CancelRequest(@Size(max = 500) @Nullable String reason) {}
