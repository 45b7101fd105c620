package org.kneadwell.booking.prepaid;

import jakarta.validation.constraints.NotNull;

/** @param useAutomatically whether the package pays for such sessions without being asked */
record AutomaticUse(@NotNull Boolean useAutomatically) {}
