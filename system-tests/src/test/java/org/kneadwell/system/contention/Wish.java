package org.kneadwell.system.contention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.testkit.Tokens;

/** One request of one person, ready to be sent. */
record Wish(String token, String path, Map<String, Object> body) {

    static Wish hold(UUID client, UUID therapist, UUID service, Instant start) {
        return new Wish(
                Tokens.client(client),
                "/holds",
                Map.of("therapistId", therapist, "serviceId", service, "start", start.toString()));
    }

    static Wish book(UUID client, UUID hold) {
        return new Wish(Tokens.client(client), "/appointments", Map.of("holdId", hold));
    }

    /** Whoever fits, on one day. */
    static Wish anyTherapist(UUID client, LocalDate day) {
        return new Wish(
                Tokens.client(client),
                "/holds/any-therapist",
                Map.of("from", day.toString(), "to", day.toString(), "minutes", 60));
    }

    static Wish cancel(UUID client, UUID appointment) {
        return new Wish(Tokens.client(client), "/appointments/" + appointment + "/cancellation", Map.of());
    }

    static Wish move(UUID client, UUID appointment, Instant start) {
        return new Wish(
                Tokens.client(client),
                "/appointments/" + appointment + "/reschedule",
                Map.of("start", start.toString()));
    }

    static Wish accept(UUID therapistAccount, UUID appointment) {
        return new Wish(Tokens.therapist(therapistAccount), "/appointments/" + appointment + "/acceptance", Map.of());
    }

    static Wish decline(UUID therapistAccount, UUID appointment) {
        return new Wish(Tokens.therapist(therapistAccount), "/appointments/" + appointment + "/decline", Map.of());
    }

    @Override
    public String toString() {
        return path + " " + body;
    }
}
