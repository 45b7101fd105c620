package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services that are reached by TLS: one with a certificate we trust, one that a stranger made, one made for another name. */
@QuarkusTest
@TestProfile(ServiceTlsTest.Encrypted.class)
class ServiceTlsTest {

    public static final class Encrypted implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FakeIdentityProvider.class), new TestResourceEntry(Services.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    public static final class Services implements QuarkusTestResourceLifecycleManager {
        private final List<HttpsServer> servers = new ArrayList<>();

        @Override
        public Map<String, String> start() {
            try {
                Path folder = Files.createTempDirectory("certificates");
                String trusted = serve(folder, "trusted", "localhost");
                String stranger = serve(folder, "stranger", "localhost");
                String otherName = serve(folder, "other-name", "elsewhere.test");
                return Map.of(
                        "quarkus.tls.services.trust-store.pem.certs",
                        folder.resolve("trusted.pem") + "," + folder.resolve("other-name.pem"),
                        "kneadwell.upstream.intake",
                        trusted,
                        "kneadwell.upstream.booking",
                        stranger,
                        "kneadwell.upstream.feedback",
                        otherName);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private String serve(Path folder, String name, String host) throws Exception {
            var certificate = TestCertificate.make(folder, name, "EC", host);
            var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.ofServer()));
            server.createContext("/", exchange -> {
                byte[] body = PlainJson.bytes(Map.of("from", name));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            servers.add(server);
            return "https://localhost:" + server.getAddress().getPort();
        }

        @Override
        public void stop() {
            servers.forEach(server -> server.stop(0));
        }
    }

    @Test
    void a_service_with_a_certificate_we_trust_is_reached() {
        given().cookies(Visitor.signIn("/"))
                .get("/api/intake/v1/questionnaires/current")
                .then()
                .statusCode(200)
                .body("from", equalTo("trusted"));
    }

    @Test
    void nobody_else_gets_the_callers_token() {
        var cookies = Visitor.signIn("/");
        for (String path : List.of("/api/booking/v1/matches", "/api/feedback/v1/follow-ups")) {
            given().cookies(cookies).get(path).then().statusCode(502).body("code", equalTo("service-unreachable"));
        }
    }

    @Test
    void nor_does_the_archive_take_anything_from_them() {
        given().cookies(Visitor.signIn("/"))
                .header("Sec-Fetch-Site", "same-origin")
                .get("/my-data.zip")
                .then()
                .statusCode(502)
                .body("code", equalTo("service-unreachable"));
    }
}
