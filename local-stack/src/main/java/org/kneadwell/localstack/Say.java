package org.kneadwell.localstack;

import java.time.Duration;
import java.util.Locale;

/** Speaks to the person at the terminal. */
final class Say {
    private Say() {}

    @SuppressWarnings("SystemOut") // This is the terminal program's voice.
    static synchronized void line(String text) {
        System.out.println(text);
        System.out.flush();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
