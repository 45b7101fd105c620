package org.kneadwell.kit.retention;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;
import org.kneadwell.kit.transaction.Transactions;

/** Lets go of what has been kept long enough. Safe to run in every replica. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final List<Kept> kept;
    private final ClientScope scope;
    private final Transactions transactions;
    private final DataSource dataSource;
    private final Config config;
    private final Clock clock;

    Retention(
            @All List<Keeps> keepers,
            ClientScope scope,
            Transactions transactions,
            DataSource dataSource,
            Config config,
            Clock clock) {
        this.kept = keepers.stream().flatMap(keeper -> keeper.kept().stream()).toList();
        this.scope = scope;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.config = config;
        this.clock = clock;
    }

    public List<Kept> kept() {
        return kept;
    }

    @Scheduled(
            every = "${kneadwell.retention.every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void letGo() {
        for (Kept one : kept) {
            int rows = transactions.anew(() -> letGo(one));
            if (rows > 0) {
                LOG.infof("Let go of %d rows of %s.", rows, one.data());
            }
        }
    }

    private int letGo(Kept one) throws SQLException {
        scope.open(Purpose.RETENTION);
        Period period = config.getOptionalValue("kneadwell.retention." + one.data(), String.class)
                .map(Period::parse)
                .orElse(one.period());
        Instant before = clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(one.sql())) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        }
    }
}
