package org.kneadwell.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the service under test a fresh database: {@code @QuarkusTestResource(PostgresResource.class)}. The service keeps
 * its own role names; only the address changes.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable TestDatabase current;

    /** The database the running service uses, for tests that look beneath it. */
    public static TestDatabase database() {
        TestDatabase database = current;
        if (database == null) {
            throw new IllegalStateException("PostgresResource has not been started.");
        }
        return database;
    }

    private Map<String, String> settings = Map.of();

    /** With settings the service gets a server of its own that has them, otherwise a database on the shared one. */
    @Override
    public void init(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, String> start() {
        TestDatabase database = settings.isEmpty() ? TestDatabase.fresh() : TestDatabase.durable(settings);
        current = database;
        return Map.of(
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(),
                // The driver asks for the JVM's zone when it connects, whatever the database's own is.
                "quarkus.datasource.jdbc.new-connection-sql",
                TestDatabase.SET_ZONE);
    }

    @Override
    public void stop() {
        current = null;
    }
}
