package org.kneadwell.booking.credential;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.CredentialExpired;
import org.kneadwell.kit.events.Events;

/** Tells others when a verified licence has run out, once for each licence however many replicas look. */
@ApplicationScoped
public class LicenceExpiry {

    private final Sql sql;
    private final Events events;
    private final Clock clock;

    LicenceExpiry(Sql sql, Events events, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    /** Claims and marks in one statement: rows another replica is working on are skipped, marked ones never come back. */
    @Scheduled(every = "60s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void tellOfExpired() {
        var now = clock.instant();
        // A last day is over once it is over in the last place on earth.
        var day = LocalDate.ofInstant(now, ZoneOffset.ofHours(-12));
        sql.list(
                        """
                        update licence set expired_at = ?, version = version + 1 where id in (
                            select id from licence
                            where verified_at is not null and expired_at is null and valid_until < ?
                            order by id limit 100 for update skip locked)
                        returning id, therapist_id, jurisdiction, valid_until
                        """,
                        row -> new CredentialExpired(
                                row.getObject("therapist_id", UUID.class),
                                row.getObject("id", UUID.class),
                                row.getString("jurisdiction"),
                                row.getObject("valid_until", LocalDate.class)),
                        now,
                        day)
                .forEach(events::publish);
    }
}
