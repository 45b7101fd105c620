package org.kneadwell.outbox;

import java.util.Locale;

/** Why an event could not be applied. */
public enum LetterReason {
    /** Its handler, or the commit after it, failed. */
    FAILED,
    /** Its payload does not fit what the handler expects. */
    UNREADABLE,
    /** No handler wants it and it is not on the list of ignored types. */
    UNKNOWN_TYPE,
    /** An earlier event of its aggregate never arrived. */
    GAP,
    /** An earlier event of its aggregate could not be applied. */
    BEHIND;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LetterReason of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
