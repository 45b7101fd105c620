package org.kneadwell.kit.trace;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in a trace, after W3C Trace Context, version 00.
 *
 * @param traceId 32 lower-case hex digits, not all 0; the same along the whole way
 * @param parentId 16 lower-case hex digits, not all 0; of the step that leads here
 * @param flags two lower-case hex digits; the last bit says that the caller records the trace
 */
record TraceParent(String traceId, String parentId, String flags) {

    static final String HEADER = "traceparent";

    // A later version may append fields after the flags; 00 may not.
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** Empty when it is absent or makes no sense: a new trace begins then, as the standard wants it. */
    static Optional<TraceParent> parse(@Nullable String header) {
        if (header == null || header.length() > 512) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(header);
        return matcher.matches() && !(matcher.group(1).equals("00") && matcher.group(5) != null)
                ? Optional.of(new TraceParent(matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    static TraceParent begin() {
        return new TraceParent(hex() + hex(), hex(), "00");
    }

    /** The next step of the same trace. */
    TraceParent next() {
        return new TraceParent(traceId, hex(), flags);
    }

    String header() {
        return "00-" + traceId + "-" + parentId + "-" + flags;
    }

    private static String hex() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
