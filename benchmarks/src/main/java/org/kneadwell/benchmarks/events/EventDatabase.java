package org.kneadwell.benchmarks.events;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;

/**
 * The server on which everything is measured, with the services' schemas: booking writes events, feedback applies them. It
 * keeps what is committed through a crash and notes when each transaction committed.
 */
final class EventDatabase implements AutoCloseable {

    static final TransactionManager TRANSACTIONS;
    static final TransactionSynchronizationRegistry REGISTRY = new TransactionSynchronizationRegistryImple();

    static {
        // As Quarkus sets them up; with one database a transaction ends in one phase and nothing is kept between.
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier("load");
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalStateException(e);
        }
        for (var store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(VolatileStore.class.getName());
        }
        TRANSACTIONS = com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /** Change it with {@code -Dservice.jvm=…}, to record a profile for instance. */
    private static final String JVM = System.getProperty("service.jvm", "-Xms192m -Xmx192m -Xss512k -XX:+UseSerialGC");

    private final TestDatabase database;
    private final Connection superuser;
    private final Map<String, AgroalDataSource> pools = new HashMap<>();

    private EventDatabase(TestDatabase database, Connection superuser) {
        this.database = database;
        this.superuser = superuser;
    }

    /** Starts the server and lets the services make their tables. */
    static EventDatabase start() throws SQLException {
        var database = TestDatabase.durable(Map.of(
                "full_page_writes", "on",
                "track_commit_timestamp", "on",
                // Debezium needs it; so everybody has it.
                "wal_level", "logical",
                "max_connections", "200"));
        var events = new EventDatabase(database, database.connect("postgres"));
        events.booking().start().close();
        events.feedback().start().close();
        return events;
    }

    PackagedService.Plan booking() {
        return PackagedService.booking(database).jvm(JVM.split("[ ;]+"));
    }

    PackagedService.Plan feedback() {
        return PackagedService.feedback(database).jvm(JVM.split("[ ;]+"));
    }

    PackagedService.Plan intake() {
        return PackagedService.intake(database).jvm(JVM.split("[ ;]+"));
    }

    TestDatabase server() {
        return database;
    }

    /** Connections of a service's role that take part in JTA transactions; the same pool each time, as in a service. */
    AgroalDataSource pool(String role) throws SQLException {
        var pool = pools.get(role);
        if (pool == null) {
            pool = newPool(role);
            pools.put(role, pool);
        }
        return pool;
    }

    private AgroalDataSource newPool(String role) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(30)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        // As Quarkus has it: without it, a broken connection is handed out again.
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .transactionIntegration(new NarayanaTransactionIntegration(TRANSACTIONS, REGISTRY))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(role))
                                .credential(new SimplePassword(role + "-local")))));
    }

    void execute(String statements) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(statements);
        }
    }

    long number(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    double decimal(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }

    String text(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The first column, in order. */
    long[] numbers(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery(query)) {
            var found = new ArrayList<Long>();
            while (row.next()) {
                found.add(row.getLong(1));
            }
            return found.stream().mapToLong(Long::longValue).toArray();
        }
    }

    /**
     * While no subscriber runs: empties all that events have filled, and begins anew. What is empty is not
     * analysed, as in a database that was just made.
     */
    void forget() throws SQLException {
        execute("vacuum analyze");
        execute("""
                truncate booking.outbox, booking.outbox_aggregate, booking.outbox_subscriber,
                  feedback.inbox_cursor, feedback.inbox_aggregate, feedback.dead_letter, feedback.appointment cascade
                """);
        execute("checkpoint");
    }

    void tidy() throws SQLException {
        execute("vacuum analyze");
        execute("checkpoint");
    }

    /** Waits until feedback has applied, and committed, every event there is. */
    void awaitApplied(Duration patience) throws SQLException, InterruptedException {
        var last = text("select coalesce(max(txid)::text, '1') from booking.outbox");
        var applied = """
                select coalesce(bool_and(pg_visible_in_snapshot('%s'::xid8, lo)), false)::int
                from feedback.inbox_cursor where subscription = 'booking'
                """.formatted(last);
        var until = System.nanoTime() + patience.toNanos();
        while (number(applied) == 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Not applied within " + patience + "; dead letters: "
                        + number("select count(*) from feedback.dead_letter"));
            }
            Thread.sleep(20);
        }
        Findings.expect("dead letters", number("select count(*) from feedback.dead_letter"), 0);
    }

    /** The first process of PostgreSQL. */
    long postmaster() throws SQLException {
        try {
            return Long.parseLong(Files.readAllLines(Path.of(text("show data_directory"), "postmaster.pid"))
                    .getFirst());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        pools.values().forEach(AgroalDataSource::close);
        superuser.close();
    }
}
