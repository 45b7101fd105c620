package org.kneadwell.booking.appointment;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** @param holdId the client's own live hold */
public record BookRequest(@NotNull UUID holdId) {}
