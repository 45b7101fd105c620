package org.kneadwell.outbox;

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
import io.smallrye.config.SmallRyeConfigBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A database of its own for each test, on one PostgreSQL of the JVM: a service "clinic" whose events a service "desk"
 * applies, each with an owner role and a login role that owns nothing. Pool, transaction manager and migrations are
 * those of Quarkus.
 */
final class TestDatabase implements AutoCloseable {

    static final TransactionManager TRANSACTIONS;
    static final TransactionSynchronizationRegistry REGISTRY = new TransactionSynchronizationRegistryImple();

    private static final EmbeddedPostgres SERVER;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier("test");
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalStateException(e);
        }
        for (var store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(VolatileStore.class.getName());
        }
        TRANSACTIONS = com.arjuna.ats.jta.TransactionManager.transactionManager();
        try {
            SERVER = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another cluster, started when first asked for. */
    private static final class Elsewhere {

        static final EmbeddedPostgres SERVER;

        static {
            try {
                SERVER = start();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static EmbeddedPostgres start() throws IOException, SQLException {
        var server = EmbeddedPostgres.builder()
                .setServerConfig("timezone", "Asia/Kathmandu")
                .setServerConfig("max_connections", "120")
                .start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var role : List.of("clinic", "desk")) {
                statement.execute("create role " + role + " login");
                statement.execute("create role " + role + "_owner login");
            }
        }
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database prepared");
        }
        try (var connection = server.getDatabase("postgres", "prepared").getConnection();
                var statement = connection.createStatement()) {
            for (var role : List.of("clinic", "desk")) {
                statement.execute("create schema " + role + " authorization " + role + "_owner");
                migrate(url(server, "prepared"), role + "_owner", role);
            }
            statement.execute(
                    "set role desk_owner; create table desk.effect (ord bigint generated always as identity, event_id uuid primary key,"
                            + " aggregate text, version bigint, note text); grant select, insert on desk.effect to desk");
        }
        return server;
    }

    private final EmbeddedPostgres server;
    private final String name = "t" + NUMBER.incrementAndGet();
    private final List<AutoCloseable> open = new ArrayList<>();
    final AgroalDataSource clinic;
    final AgroalDataSource desk;

    TestDatabase() throws SQLException {
        this(SERVER);
    }

    /** In another cluster than the others. */
    static TestDatabase elsewhere() throws SQLException {
        return new TestDatabase(Elsewhere.SERVER);
    }

    private TestDatabase(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template prepared");
        }
        clinic = pool("clinic");
        desk = pool("desk");
    }

    private static void migrate(String url, String owner, String schema) {
        Flyway.configure()
                .dataSource(url, owner, "")
                .schemas(schema)
                .locations("classpath:db/outbox")
                .load()
                .migrate();
    }

    /** A further service's schema, which belongs to the clinic's owner. */
    void annex() throws SQLException {
        execute("create schema annex authorization clinic_owner");
        migrate(url(), "clinic_owner", "annex");
    }

    AgroalDataSource pool(String user) throws SQLException {
        var pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(30)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .transactionIntegration(new NarayanaTransactionIntegration(TRANSACTIONS, REGISTRY))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url())
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword("")))));
        open.add(pool);
        return pool;
    }

    String url() {
        return url(server, name);
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    Connection superuser() throws SQLException {
        return server.getDatabase("postgres", name).getConnection();
    }

    void execute(String text) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    long number(String query) {
        return Long.parseLong(texts(query).getFirst());
    }

    /** The first column. */
    List<String> texts(String query) {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server side of some of the connections of our own roles. */
    int killConnections(String condition) throws SQLException {
        return (int) number("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '" + name
                + "' and usename in ('clinic', 'desk') and " + condition);
    }

    Outbox clinicOutbox() {
        return outbox("clinic", clinic, TraceContext.NONE);
    }

    Outbox outbox(String schema, DataSource dataSource, TraceContext trace) {
        return outbox(schema, dataSource, trace, PayloadSeal.NONE);
    }

    Outbox outbox(String schema, DataSource dataSource, TraceContext trace, PayloadSeal seal) {
        var outbox = new Outbox(settings(schema), dataSource, REGISTRY, Clock.systemUTC(), trace, seal);
        open.add(outbox::stop);
        return outbox;
    }

    static OutboxSettings settings(String schema, String... sources) {
        return settings(Map.of(), schema, sources);
    }

    /** @param more settings without their prefix that differ from those of most tests */
    static OutboxSettings settings(Map<String, String> more, String schema, String... sources) {
        var values = new HashMap<>(Map.of(
                "schema", schema,
                "sources", String.join(",", sources),
                "ignored-types", "clinic.ignored.v1",
                "batch-size", "50",
                "attempts", "3",
                "retry-after", "PT0.02S",
                "retry-at-most", "PT0.1S",
                "poll", "PT0.05S"));
        values.putAll(more);
        var config = new SmallRyeConfigBuilder();
        values.forEach((name, value) -> config.withDefaultValue(OutboxSettings.PREFIX + name, value));
        return OutboxSettings.from(config.build());
    }

    Engine engine(OutboxSettings settings, EventHandler<?>... handlers) {
        return engine(settings, new Meters.None(), handlers);
    }

    Engine engine(OutboxSettings settings, Meters meters, EventHandler<?>... handlers) {
        return engine(settings, desk, desk, meters, TraceContext.NONE, handlers);
    }

    static Engine engine(
            OutboxSettings settings,
            DataSource sink,
            DataSource source,
            Meters meters,
            TraceContext trace,
            EventHandler<?>... handlers) {
        return engine(settings, sink, source, meters, trace, PayloadSeal.NONE, handlers);
    }

    static Engine engine(
            OutboxSettings settings,
            DataSource sink,
            DataSource source,
            Meters meters,
            TraceContext trace,
            PayloadSeal seal,
            EventHandler<?>... handlers) {
        return new Engine(
                settings,
                sink,
                schema -> source,
                TRANSACTIONS,
                List.of(handlers),
                meters,
                trace,
                DeliveryGuard.NONE,
                seal,
                Supplier::get);
    }

    interface Work {
        void run() throws Exception;
    }

    static void inTransaction(Work work) throws Exception {
        TRANSACTIONS.begin();
        try {
            work.run();
        } catch (Throwable e) {
            TRANSACTIONS.rollback();
            throw e;
        }
        TRANSACTIONS.commit();
    }

    @Override
    public void close() throws Exception {
        for (var closeable : open.reversed()) {
            closeable.close();
        }
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database " + name + " with (force)");
        }
    }
}
