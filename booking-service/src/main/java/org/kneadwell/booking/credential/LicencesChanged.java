package org.kneadwell.booking.credential;

import java.util.UUID;

/** A licence of this therapist counts from now on, or does not any more; told inside the transaction of the change. */
public record LicencesChanged(UUID therapistId) {}
