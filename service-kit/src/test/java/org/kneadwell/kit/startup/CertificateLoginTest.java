package org.kneadwell.kit.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.CertificateAuthority;
import org.kneadwell.testkit.TestDatabase;
import org.kneadwell.testkit.TokenKeyResource;

/** A service whose roles have certificates in place of passwords. {@code RoleCertificatesTest} shows that nothing else gets in. */
@QuarkusTest
@TestProfile(CertificateLoginTest.Certificates.class)
class CertificateLoginTest {

    public static final class Certificates implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TokenKeyResource.class), new TestResourceEntry(Database.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    public static final class Database implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            var authority = CertificateAuthority.make();
            var database = TestDatabase.demandingCertificates(authority);
            var settings = new HashMap<String, String>();
            settings.put("quarkus.datasource.jdbc.url", address(database, authority, "intake"));
            settings.put("kneadwell.database.owner-url", address(database, authority, "intake_owner"));
            // As in production, where both are not set.
            settings.put("quarkus.datasource.password", "");
            settings.put("quarkus.flyway.password", "");
            return settings;
        }

        private static String address(TestDatabase database, CertificateAuthority authority, String role) {
            var issued = authority.issue(role);
            return database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + authority.certificate() + "&sslcert="
                    + issued.certificate() + "&sslkey=" + issued.key();
        }

        @Override
        public void stop() {}
    }

    @Inject
    DataSource dataSource;

    @Test
    void it_migrates_as_the_owner_and_works_as_the_login_role() throws SQLException {
        assertThat(ask("select session_user || ' ' || client_dn from pg_stat_ssl where pid = pg_backend_pid()"))
                .isEqualTo("intake /CN=intake");
        assertThat(ask("select tableowner from pg_tables where schemaname = 'intake' and tablename = 'note'"))
                .isEqualTo("intake_owner");
        assertThat(ask("select count(*) from intake.note")).isEqualTo("0");
    }

    private String ask(String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
