package org.kneadwell.booking.appointment;

import java.util.Locale;

/** Who changes an appointment. */
public enum Party {
    CLIENT,
    THERAPIST,
    COORDINATOR;

    /** The word used on the wire and in stored data. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
