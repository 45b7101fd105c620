package org.kneadwell.kit.id;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers: UUID version 7 of RFC 9562, which sort roughly by the time they were made. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new identifier: 48 bits of Unix milliseconds, 74 random bits. */
    public static UUID next() {
        // The time part only helps an index; it is never read back, so it takes the machine's time as it is.
        long milliseconds = System.currentTimeMillis();
        long high = (milliseconds << 16) | 0x7000L | (RANDOM.nextLong() & 0xFFFL);
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
