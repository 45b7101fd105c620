package org.kneadwell.testkit;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** A service's schema as it was at an earlier version, to see what a later one makes of what lies there. */
public final class OlderDatabase {

    private OlderDatabase() {}

    /**
     * Migrates to a version and puts rows there.
     *
     * @param inserts SQL, run by the schema's owner
     */
    public static void prepare(TestDatabase database, String schema, String version, String inserts) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), schema + "_owner", Bootstrap.password(schema + "_owner"))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .outOfOrder(true)
                .locations("classpath:db/outbox", "classpath:db/kit", "classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        try (var owner = database.connect(schema + "_owner");
                var statement = owner.createStatement()) {
            statement.execute(inserts);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
