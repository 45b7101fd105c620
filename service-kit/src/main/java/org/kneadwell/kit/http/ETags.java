package org.kneadwell.kit.http;

import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

/** Strong entity tags made from a record's version, so that nobody overwrites what they have not seen. */
public final class ETags {

    private ETags() {}

    public static EntityTag of(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * Goes on only when the caller names the version that is current.
     *
     * @param ifMatch the {@code If-Match} header as it came
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 428 when the header is absent, 412 when it names another version
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problems.of(428, "if-match-missing", "Send If-Match with the ETag you last read.");
        }
        String current = "\"" + version + "\"";
        boolean matches = Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(current::equals);
        if (!matches) {
            throw Problems.of(
                    412, "stale", "This was changed since you read it. Read it again, then repeat your change.");
        }
    }
}
