package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;

/**
 * When something was reported that stops booking until a clinician has cleared the client. It says that something was, never
 * what, and stays when consent is withdrawn.
 */
@ApplicationScoped
class Alarms {

    private final Sql sql;

    Alarms(Sql sql) {
        this.sql = sql;
    }

    void raise(UUID clientId, Instant at) {
        sql.update("""
                insert into client_alarm as a (client_id, reported_at) values (?, ?)
                on conflict (client_id) do update set reported_at = greatest(a.reported_at, excluded.reported_at)
                """, clientId, at);
    }
}
