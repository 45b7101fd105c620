package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** What the gateway logs at DEBUG while somebody signs in, calls, loses the session and signs out. */
@QuarkusTest
@TestProfile(LoggedSecretsTest.Talkative.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class LoggedSecretsTest {

    /** As an operator would look for a fault; the console is spared. */
    public static final class Talkative implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.level", "DEBUG", "quarkus.log.console.level", "INFO");
        }
    }

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}");
    /** The browser's and the other servers' own, which here run in the same process. */
    private static final List<String> NOT_THE_GATEWAYS = List.of("org.apache.http.", "com.sun.net.httpserver");

    private static final String CALENDAR = "kestrel9f27quagmire".repeat(3).substring(0, 43);

    @Test
    void no_token_cookie_or_secret_is_in_the_log() {
        var log = new Lines();
        Logger.getLogger("").addHandler(log);
        try {
            var cookies = Visitor.signIn("/");
            String authorization = given().cookies(cookies)
                    .get("/api/booking/v1/matches?reason=sore")
                    .path("headers.authorization");
            var token = authorization.substring("Bearer ".length());
            assertThat(token).matches(TOKEN.pattern() + ".*");
            given().get("/api/booking/v1/calendars/" + CALENDAR + ".ics").then().statusCode(200);
            given().cookies(cookies).get("/api/feedback/v1/follow-ups").then().statusCode(502);
            var broken = "broken" + CALENDAR;
            given().cookie("q_session", broken).get("/api/booking/v1/matches");
            given().header("Authorization", "Bearer " + token).get("/api/booking/v1/matches");
            given().redirects().follow(false).cookies(cookies).get("/logout");

            var secrets = new ArrayList<>(cookies.values());
            secrets.add(CALENDAR);
            secrets.add(broken);
            secrets.add(token.substring(token.lastIndexOf('.') + 1));
            for (String name : List.of(
                    "quarkus.oidc.credentials.secret",
                    "quarkus.oidc.token-state-manager.encryption-secret",
                    "quarkus.oidc.authentication.state-secret")) {
                secrets.add(ConfigProvider.getConfig().getValue(name, String.class));
            }
            assertThat(secrets)
                    .hasSizeGreaterThan(6)
                    .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(16));
            assertThat(log.lines).as("a log at DEBUG").anyMatch(line -> line.startsWith("DEBUG "));
            assertThat(log.lines)
                    .filteredOn(line ->
                            TOKEN.matcher(line).find() || secrets.stream().anyMatch(line::contains))
                    .isEmpty();
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
    }

    /** Each with all that an appender could write of it. */
    private static final class Lines extends Handler {

        final List<String> lines = new CopyOnWriteArrayList<>();

        Lines() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            if (NOT_THE_GATEWAYS.stream().anyMatch(logged.getLoggerName()::startsWith)) {
                return;
            }
            var text = new StringWriter();
            text.append(logged.getLevel() + " " + logged.getLoggerName() + " "
                    + ExtLogRecord.wrap(logged).getFormattedMessage());
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
