package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static io.restassured.config.SSLConfig.sslConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.web.ClientHello.ServerHello;

/** In the production profile, as {@link ProductionCheck} lets it start, without a proxy: TLS ends in the gateway. */
@QuarkusTest
@TestProfile(OwnTlsTest.Production.class)
class OwnTlsTest {

    /** The certificate's key is RSA's, with which the weak suites would work, too. */
    private static TestCertificate certificate;

    public static final class Production extends ProductionProfile {
        @Override
        Stream<TestResourceEntry> more() {
            return Stream.of(new TestResourceEntry(Certificate.class));
        }

        @Override
        void change(Map<String, String> settings) {
            settings.keySet().removeIf(name -> name.startsWith("quarkus.http.proxy"));
            settings.put("quarkus.http.test-ssl-port", "0");
            settings.put("quarkus.http.insecure-requests", "disabled");
        }
    }

    public static final class Certificate implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                certificate =
                        TestCertificate.make(Files.createTempDirectory("certificate"), "gateway", "RSA", "localhost");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "quarkus.tls.key-store.pem.0.cert", certificate.pem().toString(),
                    "quarkus.tls.key-store.pem.0.key", certificate.key().toString());
        }

        @Override
        public void stop() {}
    }

    @TestHTTPResource(value = "/", tls = true)
    URI base;

    private RequestSpecification ask() throws Exception {
        return given().baseUri("https://localhost:" + base.getPort())
                .config(RestAssuredConfig.config()
                        .sslConfig(sslConfig()
                                .trustStore(certificate.trustStore())
                                .and()
                                .allowAllHostnames()));
    }

    private String taken(String protocol, String suite) throws Exception {
        try (var socket =
                (SSLSocket) certificate.ofClient().getSocketFactory().createSocket("localhost", base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {protocol});
            if (suite != null) {
                socket.setEnabledCipherSuites(new String[] {suite});
            }
            socket.startHandshake();
            return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
        }
    }

    @Test
    void pages_and_api_are_answered_by_tls() throws Exception {
        ask().get("/session")
                .then()
                .statusCode(200)
                .header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
                .body("signedIn", equalTo(false));
        ask().get("/api/intake/v1/drafts/current").then().statusCode(401).body("code", equalTo("not-signed-in"));
        ask().get("/api/booking/v1/calendars/" + "a".repeat(43) + ".ics").then().statusCode(200);
    }

    @Test
    void who_asks_without_tls_is_not_answered() throws Exception {
        try (var socket = new Socket("localhost", base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /session HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).doesNotContain("HTTP/1.1 2", "signedIn");
        }
    }

    @Test
    void both_protocols_are_taken_with_the_strongest_of_what_a_client_offers() throws Exception {
        assertThat(taken("TLSv1.3", null))
                .isIn("TLSv1.3 TLS_AES_256_GCM_SHA384", "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256");
        assertThat(taken("TLSv1.2", null))
                .isIn(
                        "TLSv1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLSv1.2 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"})
    void a_strong_suite_is_taken(String suite) throws Exception {
        assertThat(taken("TLSv1.2", suite)).isEqualTo("TLSv1.2 " + suite);
    }

    /** The same greeting with a strong suite is answered: it is the offer that is refused. */
    @ParameterizedTest
    @CsvSource({
        "0xc02f, ECDHE_RSA_AES_128_GCM_SHA256",
        "0xc027, ECDHE_RSA_AES_128_CBC_SHA256",
        "0xc028, ECDHE_RSA_AES_256_CBC_SHA384",
        "0xc013, ECDHE_RSA_AES_128_CBC_SHA",
        "0xc014, ECDHE_RSA_AES_256_CBC_SHA",
        "0x009c, RSA_AES_128_GCM_SHA256",
        "0x002f, RSA_AES_128_CBC_SHA",
        "0x000a, RSA_3DES_EDE_CBC_SHA",
        "0x0005, RSA_RC4_128_SHA",
        "0x009f, DHE_RSA_AES_256_GCM_SHA384",
        "0xc018, ECDH_anon_AES_128_CBC_SHA",
    })
    void a_weak_suite_is_refused(String suite, String name) throws Exception {
        int weak = Integer.decode(suite);
        int strong = 0xc030;

        assertThat(ClientHello.say(base.getPort(), ClientHello.TLS_1_2, weak))
                .as(name)
                .isEmpty();
        assertThat(ClientHello.say(base.getPort(), ClientHello.TLS_1_2, weak, strong))
                .contains(new ServerHello(ClientHello.TLS_1_2, strong));
    }

    @Test
    void an_old_protocol_is_refused() throws Exception {
        int[] ofThem = {0xc014, 0xc013, 0x0035, 0x002f, 0xc02f, 0xc030};

        assertThat(ClientHello.say(base.getPort(), ClientHello.TLS_1_0, ofThem)).isEmpty();
        assertThat(ClientHello.say(base.getPort(), ClientHello.TLS_1_1, ofThem)).isEmpty();
        assertThat(ClientHello.say(base.getPort(), ClientHello.TLS_1_2, ofThem)).isPresent();
    }
}
