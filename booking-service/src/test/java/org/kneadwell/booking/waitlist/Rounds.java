package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.Tokens;

/** Lets tests of other features wait for a time and be offered it. */
@ApplicationScoped
public class Rounds {

    private final WaitlistRounds rounds;

    Rounds(WaitlistRounds rounds) {
        this.rounds = rounds;
    }

    /** The client is offered an hour of this practice on that day, in a mail in this language, if there is one. */
    public void offer(Practice practice, UUID client, String day, String language) {
        Practice.as(Tokens.client(client))
                .header("Idempotency-Key", UUID.randomUUID())
                .header("Accept-Language", language)
                .body(Map.of(
                        "therapistIds", List.of(practice.therapistId), "serviceMinutes", 60, "from", day, "to", day))
                .post("/api/booking/v1/waitlist")
                .then()
                .statusCode(201);
        rounds.round();
    }
}
