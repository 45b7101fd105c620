package org.kneadwell.kit.audit;

import java.util.Locale;

/** What was done with health data. */
public enum Access {
    READ,
    WRITE,
    ERASE;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
