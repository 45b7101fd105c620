package org.kneadwell.system.contention;

import com.fasterxml.jackson.databind.JsonNode;
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
        return UUID.fromString(body.path("id").asText());
    }

    int alternatives() {
        return body.path("alternatives").size();
    }

    @Override
    public String toString() {
        return wish + " -> " + status + " " + body;
    }
}
