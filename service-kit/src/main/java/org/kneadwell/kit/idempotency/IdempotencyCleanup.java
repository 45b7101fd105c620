package org.kneadwell.kit.idempotency;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Forgets stored answers after 24 hours. Several replicas may do so at once. */
@ApplicationScoped
class IdempotencyCleanup {

    private static final Duration KEPT = Duration.ofHours(24);

    private final DataSource dataSource;
    private final Clock clock;

    IdempotencyCleanup(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m")
    void forget() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from idempotency_key where created_at < ?")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
            statement.executeUpdate();
        }
    }
}
