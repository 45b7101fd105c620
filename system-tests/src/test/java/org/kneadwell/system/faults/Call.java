package org.kneadwell.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One request with all its repetitions, and what became of it.
 *
 * @param operation such as {@code book}
 * @param began by the real clock
 * @param ended when its outcome was known, or given up
 * @param tries how often it was sent
 * @param status of the last answer; 0 when there was none
 * @param body of the last answer
 */
record Call(
        String operation,
        Instant began,
        Instant ended,
        int tries,
        Outcome outcome,
        int status,
        String etag,
        JsonNode body) {

    /** What the caller knows in the end. */
    enum Outcome {
        /** It was done. */
        ACKNOWLEDGED,
        /** It was decided against. */
        REFUSED,
        /** Nobody said. */
        UNKNOWN
    }

    boolean acknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    /** The reason of a refusal. */
    String code() {
        return body.path("code").asText();
    }

    /** The member {@code id} of what was answered. */
    String id() {
        return body.path("id").asText();
    }
}
