package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.testkit.CertificateAuthority.Issued;

/** PostgreSQL as docs/operations.md sets it up: each role comes by TLS, with a certificate of its own, and nobody has a password. */
class RoleCertificatesTest {

    private static final List<String> ROLES =
            List.of("intake_owner", "intake", "booking_owner", "booking", "feedback_owner", "feedback", "keycloak");

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.make();
    private static final TestDatabase DATABASE = TestDatabase.demandingCertificates(AUTHORITY);
    private static final Map<String, Issued> CERTIFICATES =
            ROLES.stream().collect(Collectors.toMap(Function.identity(), AUTHORITY::issue));

    static List<String> roles() {
        return ROLES;
    }

    /** @param settings of the driver, as in the address a service is given */
    private static String enter(String role, Map<String, String> settings) throws SQLException {
        var properties = new Properties();
        properties.put("user", role);
        properties.putAll(settings);
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), properties);
                var row = connection
                        .createStatement()
                        .executeQuery("select current_user || ' ' || version from pg_stat_ssl where pid ="
                                + " pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Map<String, String> with(Issued certificate) {
        return Map.of(
                "sslmode", "verify-full",
                "sslrootcert", AUTHORITY.certificate().toString(),
                "sslcert", certificate.certificate().toString(),
                "sslkey", certificate.key().toString());
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_role_gets_in_with_its_certificate_as_itself_only(String role) throws SQLException {
        var own = with(CERTIFICATES.get(role));

        assertThat(enter(role, own)).isEqualTo(role + " TLSv1.3");
        for (String other : ROLES) {
            if (!other.equals(role)) {
                assertThatThrownBy(() -> enter(other, own))
                        .as(other)
                        .hasMessageContaining("certificate authentication failed for user \"" + other + "\"");
            }
        }
        assertThatThrownBy(() -> enter("postgres_of_somebody", own))
                .hasMessageContaining("certificate authentication failed");
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_password_is_of_no_use(String role) {
        var trusting = Map.of(
                "sslmode", "verify-full", "sslrootcert", AUTHORITY.certificate().toString());
        var password = Map.of("password", Bootstrap.password(role));

        assertThatThrownBy(() -> enter(role, merged(trusting, password)))
                .hasMessageContaining("requires a valid client certificate");
        assertThatThrownBy(() -> enter(role, merged(password, Map.of("sslmode", "disable"))))
                .hasMessageContaining("no pg_hba.conf entry");
    }

    @Test
    void a_certificate_that_a_stranger_made_is_of_no_use() {
        var strangers = CertificateAuthority.make().issue("intake");

        assertThatThrownBy(() -> enter("intake", with(strangers))).isInstanceOf(SQLException.class);
    }

    @Test
    void a_server_that_a_stranger_vouches_for_is_not_entered() {
        var settings = merged(
                with(CERTIFICATES.get("intake")),
                Map.of("sslrootcert", CertificateAuthority.make().certificate().toString()));

        assertThatThrownBy(() -> enter("intake", settings)).hasStackTraceContaining("PKIX path");
    }

    private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }
}
