package org.kneadwell.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A database of its own on a real PostgreSQL 18, with the platform's roles and schemas. One server serves a whole test
 * run of a module; it is embedded, or a container with {@code -Dpostgres=testcontainers}. Sessions are deliberately not
 * in UTC.
 */
public final class TestDatabase {

    static final String SET_ZONE = "set time zone 'Asia/Kathmandu'";

    private final String host;
    private final int port;
    private final String name;

    private TestDatabase(String host, int port, String name) {
        this.host = host;
        this.port = port;
        this.name = name;
    }

    /** Creates an empty database and applies {@code bootstrap.sql}. */
    public static TestDatabase fresh() {
        return on(Server.shared());
    }

    /**
     * The same on an embedded server of its own, which keeps its data through a crash as PostgreSQL does by default, for
     * measurements. It ends with this process.
     *
     * @param settings of the server, such as {@code log_statement}
     */
    public static TestDatabase durable(Map<String, String> settings) {
        // The library starts its servers so that they forget what a crash interrupts.
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        settings.forEach(builder::setServerConfig);
        return on(Server.started(builder));
    }

    /**
     * The same on an embedded server of its own which every role but the superuser enters by TLS and with a certificate of its own,
     * as {@code docs/operations.md} says. It ends with this process.
     *
     * @param authority who made the server's certificate, for {@code localhost}, and whose certificates of roles it takes
     */
    public static TestDatabase demandingCertificates(CertificateAuthority authority) {
        CertificateAuthority.Issued server = authority.issue("localhost");
        try {
            Path rules = Files.createTempFile("pg_hba", ".conf");
            Files.writeString(rules, """
                host    all postgres 127.0.0.1/32 trust
                host    all postgres ::1/128      trust
                hostssl all all      all          cert
                """);
            return on(Server.started(EmbeddedPostgres.builder()
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", server.certificate().toString())
                    .setServerConfig("ssl_key_file", server.key().toString())
                    .setServerConfig("ssl_ca_file", authority.certificate().toString())
                    .setServerConfig("hba_file", rules.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on a server that somebody else has started on this machine and in which {@code postgres} is trusted. */
    static TestDatabase at(int port) {
        return on(new Server("localhost", port, "postgres", "postgres"));
    }

    /** One at a time: {@code bootstrap.sql} changes roles, which all databases of a server have in common. */
    private static synchronized TestDatabase on(Server server) {
        String name = "kneadwell_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = server.connect("postgres")) {
            connection.createStatement().execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No test database.", e);
        }
        try (Connection connection = server.connect(name)) {
            connection.createStatement().execute(Bootstrap.sql());
        } catch (SQLException e) {
            throw new IllegalStateException("bootstrap.sql failed.", e);
        }
        return new TestDatabase(server.host, server.port, name);
    }

    /** A copy as it is now, as a database restored from a backup is. Nobody may be connected to this one. */
    public TestDatabase copy() {
        TestDatabase copy = new TestDatabase(host, port, name + "_copy");
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/postgres", "postgres", "postgres")) {
            connection.createStatement().execute("create database " + copy.name + " template " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be copied.", e);
        }
        // Settings of roles in a database are not copied with it.
        try (Connection connection = DriverManager.getConnection(copy.jdbcUrl(), "postgres", "postgres")) {
            connection.createStatement().execute(Bootstrap.sql());
        } catch (SQLException e) {
            throw new IllegalStateException("bootstrap.sql failed.", e);
        }
        return copy;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String name() {
        return name;
    }

    /** The same database by another way, such as a proxy in front of the server on this machine. */
    public String jdbcUrl(int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /**
     * A connection as one of the platform's roles, such as {@code intake} or {@code intake_owner}; an owner's sees every client's
     * rows, as a job does.
     */
    public Connection connect(String role) throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl(), role, Bootstrap.password(role));
        try (var statement = connection.createStatement()) {
            statement.execute(SET_ZONE);
            if (role.endsWith("_owner")) {
                // Who prepares or inspects what is beneath a service works through everybody's rows.
                statement.execute("set kneadwell.purpose = 'due'");
            }
        }
        return connection;
    }

    private record Server(String host, int port, String user, String password) {

        private static @Nullable Server shared;

        static synchronized Server shared() {
            Server server = shared;
            if (server == null) {
                server = "testcontainers".equals(System.getProperty("postgres")) ? container() : embedded();
                shared = server;
            }
            return server;
        }

        private static Server embedded() {
            return started(EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off"));
        }

        static Server started(EmbeddedPostgres.Builder builder) {
            try {
                EmbeddedPostgres postgres = builder.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
                return new Server("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Server container() {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
            container.setCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
            container.start();
            return new Server(
                    container.getHost(),
                    container.getMappedPort(5432),
                    container.getUsername(),
                    container.getPassword());
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Connection connect(String database) throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
        }
    }
}
