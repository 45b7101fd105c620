package org.kneadwell.outbox;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * A PostgreSQL for the test in Quarkus: the schema "clinic" with its outbox, "desk" for the application to migrate, and in
 * another database the schema "annex" with its outbox.
 */
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
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database far owner clinic_owner");
            }
            migrate(url("postgres"), "clinic");
            migrate(url("far"), "annex");
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "set role desk_owner; create table desk.visit (id text primary key, note text not null);"
                                + " grant select, insert, update on desk.visit to desk;"
                                + " create table desk.client (id uuid primary key, cleared_until date);"
                                + " grant select, insert, update on desk.client to desk");
            }
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    url("postgres"),
                    "quarkus.datasource.far.jdbc.url",
                    url("far"),
                    "quarkus.flyway.baseline-on-migrate",
                    "true",
                    "quarkus.flyway.baseline-version",
                    "0");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(String url, String schema) {
        Flyway.configure()
                .dataSource(url, "clinic_owner", "")
                .schemas(schema)
                .locations("classpath:db/outbox")
                .load()
                .migrate();
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
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
