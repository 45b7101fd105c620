package org.kneadwell.system.contention;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/** What a service said to one request. */
record Answer(Wish wish, int status, JsonNode body) {

    boolean won() {
        return status == 201;
    }

    String code() {
        return body.path("code").asText();
    }

    UUID id() {
        // Whoever asks for any therapist hears who it is beside the appointment.
        return UUID.fromString((body.has("appointment") ? body.path("appointment") : body)
                .path("id")
                .asText());
    }

    int alternatives() {
        return body.path("alternatives").size();
    }

    boolean isOffered(Instant start) {
        for (JsonNode slot : body.path("alternatives")) {
            if (Instant.parse(slot.path("start").asText()).equals(start)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return wish + " -> " + status + " " + body;
    }
}
