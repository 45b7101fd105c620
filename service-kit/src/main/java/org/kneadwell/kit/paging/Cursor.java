package org.kneadwell.kit.paging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

/** Opaque positions in a list. What is inside may change at any time; callers only hand it back. */
public final class Cursor {

    private Cursor() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The position inside; empty for the first page.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when it is not one of ours
     */
    public static Optional<String> decode(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    /**
     * The id inside; empty for the first page. For lists in the order of ids.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when it is not one of ours
     */
    public static Optional<UUID> decodeId(@Nullable String cursor) {
        try {
            return decode(cursor).map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            throw refused();
        }
    }

    /** The problem for a cursor whose inside makes no sense. */
    public static RuntimeException refused() {
        return Problems.of(400, "bad-cursor", "The cursor is not one that a page of this list gave.");
    }
}
