package org.kneadwell.outbox;

import java.util.Locale;

/** What is to become of an event that could not be applied. */
public enum LetterState {
    /** Is tried again by itself. */
    RETRYING,
    /** Waits for a person to replay or discard it. */
    PARKED,
    /** Waits for an older letter of its aggregate. */
    BEHIND,
    /** Was applied in the end. */
    REPLAYED,
    /** Was left out by a person's decision. */
    DISCARDED;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LetterState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
