package org.kneadwell.kit.scope;

import java.util.Locale;

/** Why a transaction works through the rows of more than one client. */
public enum Purpose {
    /** A job that looks for what is due. */
    DUE,
    /** Sealing anew, or for the first time. */
    KEYS,
    /** Forgetting a client; only then, and for retention, is a history deleted. */
    ERASURE,
    RETENTION,
    /** Counting, for which no health data is opened. */
    FIGURES;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
