package org.kneadwell.outbox;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A PostgreSQL for the test in Quarkus: the schema "clinic" with its outbox, and "desk" for the application to migrate. */
public class EmbeddedDatabase implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    .start();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                for (var role : List.of("clinic", "desk")) {
                    statement.execute("create role " + role + " login; create role " + role + "_owner login;"
                            + " create schema " + role + " authorization " + role + "_owner");
                }
            }
            Flyway.configure()
                    .dataSource(url(), "clinic_owner", "")
                    .schemas("clinic")
                    .locations("classpath:db/outbox")
                    .load()
                    .migrate();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "set role desk_owner; create table desk.visit (id text primary key, note text not null);"
                                + " grant select, insert, update on desk.visit to desk");
            }
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    url(),
                    "quarkus.flyway.baseline-on-migrate",
                    "true",
                    "quarkus.flyway.baseline-version",
                    "0");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
