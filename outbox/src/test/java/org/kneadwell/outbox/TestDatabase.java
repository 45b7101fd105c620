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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
            SERVER = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    .setServerConfig("max_connections", "120")
                    .start();
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                for (var role : List.of("clinic", "desk")) {
                    statement.execute("create role " + role + " login");
                    statement.execute("create role " + role + "_owner login");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final String name = "t" + NUMBER.incrementAndGet();
    private final List<AutoCloseable> open = new ArrayList<>();
    final AgroalDataSource clinic;
    final AgroalDataSource desk;

    TestDatabase() throws SQLException {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        for (var role : List.of("clinic", "desk")) {
            execute("create schema " + role + " authorization " + role + "_owner");
            migrate(role);
        }
        execute(
                "set role desk_owner; create table desk.effect (ord bigint generated always as identity, event_id uuid primary key,"
                        + " aggregate text, version bigint, note text); grant select, insert on desk.effect to desk");
        clinic = pool("clinic");
        desk = pool("desk");
    }

    void migrate(String schema) {
        Flyway.configure()
                .dataSource(url(), schema + "_owner", "")
                .schemas(schema)
                .locations("classpath:db/outbox")
                .load()
                .migrate();
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
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
    }

    Connection superuser() throws SQLException {
        return SERVER.getDatabase("postgres", name).getConnection();
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
        var outbox = new Outbox(settings("clinic"), clinic, REGISTRY, java.time.Clock.systemUTC());
        open.add(outbox::stop);
        return outbox;
    }

    static OutboxSettings settings(String schema, String... sources) {
        return new OutboxSettings(
                true,
                schema,
                List.of(sources),
                Set.of("clinic.ignored.v1"),
                1,
                50,
                3,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                true,
                30,
                "https://kneadwell.org/schemas/");
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
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database " + name + " with (force)");
        }
    }
}
