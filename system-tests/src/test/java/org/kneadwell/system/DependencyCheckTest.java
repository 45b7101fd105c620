package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kneadwell.testkit.Repository;

/** {@code .ci/dependency-check} with the real npm, on a checkout of two dependencies and with feeds of our own. */
class DependencyCheckTest {

    private static final String CLEAN_NPM = "{}";
    private static final String HIGH_NPM = """
            {"left-out":[{"id":1,"url":"https://github.com/advisories/GHSA-aaaa-bbbb-cccc","title":"Loses the middle",
              "severity":"high","vulnerable_versions":"<2.0.0","cwe":[],"cvss":{"score":8}}]}
            """;
    private static final String CLEAN_OSV = "{\"results\":[{},{}]}";
    private static final String FOUND_OSV = "{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-dddd-eeee-ffff\"}]}]}";

    @TempDir
    Path checkout;

    private HttpServer server;
    private String npmAnswer = CLEAN_NPM;
    private String osvAnswer = CLEAN_OSV;
    private int status = 200;
    private String asked = "";

    private record End(int code, String said) {}

    @BeforeEach
    void a_checkout_and_its_feeds() throws IOException {
        for (var module : List.of("intake-service", "booking-service", "feedback-service", "web-frontend")) {
            write(module + "/target/bom.json", """
                    {"components":[
                      {"group":"org.kneadwell","name":"outbox","purl":"pkg:maven/org.kneadwell/outbox@0.1.0?type=jar"},
                      {"group":"io.a","name":"fine","purl":"pkg:maven/io.a/fine@1.0?type=jar"},
                      {"group":"io.b","name":"weak","purl":"pkg:maven/io.b/weak@2.0?type=jar"}]}
                    """);
        }
        write(
                "web-frontend/app/package.json",
                "{\"name\":\"pages\",\"version\":\"1.0.0\",\"dependencies\":{\"left-out\":\"1.0.0\"}}");
        write("web-frontend/app/package-lock.json", """
                {"name":"pages","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{
                  "":{"name":"pages","version":"1.0.0","dependencies":{"left-out":"1.0.0"}},
                  "node_modules/left-out":{"version":"1.0.0"}}}
                """);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/-/npm/v1/security", exchange -> answer(exchange, status, npmAnswer));
        server.createContext("/v1/querybatch", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, status, osvAnswer);
        });
        server.createContext("/left-out", exchange -> answer(exchange, 200, """
                {"name":"left-out","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"left-out","version":"1.0.0"}}}
                """));
        server.start();
    }

    @AfterEach
    void no_more_feeds() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private End check() throws IOException, InterruptedException {
        return check("http://localhost:" + server.getAddress().getPort());
    }

    private End check(String feeds) throws IOException, InterruptedException {
        Path said = checkout.resolve("said");
        var builder = new ProcessBuilder(
                Repository.root().resolve(".ci/dependency-check").toString(), checkout.toString());
        builder.environment().put("OSV_URL", feeds);
        builder.environment().put("NPM_CONFIG_REGISTRY", feeds + "/");
        builder.environment().put("NPM_CONFIG_FETCH_RETRIES", "0");
        builder.environment()
                .put(
                        "NPM_CONFIG_CACHE",
                        Files.createTempDirectory(checkout, "npm").toString());
        var process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), Files.readString(said));
    }

    @Test
    void nothing_known_is_clean_and_ours_are_not_asked_about() throws Exception {
        assertThat(check()).isEqualTo(new End(0, """
                Pages (npm): clean, 1 looked at
                Libraries (OSV): clean, 2 looked at
                """));
        assertThat(asked)
                .isEqualTo("{\"queries\":[{\"package\":{\"purl\":\"pkg:maven/io.a/fine@1.0\"}},"
                        + "{\"package\":{\"purl\":\"pkg:maven/io.b/weak@2.0\"}}]}");
    }

    @Test
    void a_weakness_of_a_library_is_found_and_named() throws Exception {
        osvAnswer = FOUND_OSV;
        assertThat(check()).isEqualTo(new End(1, """
                Pages (npm): clean, 1 looked at
                Libraries (OSV): known weaknesses
                  pkg:maven/io.b/weak@2.0: GHSA-dddd-eeee-ffff
                """));
    }

    @Test
    void a_weakness_of_the_pages_is_found_when_it_is_high() throws Exception {
        npmAnswer = HIGH_NPM;
        assertThat(check()).isEqualTo(new End(1, """
                Pages (npm): known weaknesses
                  left-out: high, GHSA-aaaa-bbbb-cccc
                Libraries (OSV): clean, 2 looked at
                """));
        npmAnswer = HIGH_NPM.replace("\"high\"", "\"moderate\"");
        assertThat(check().code()).isZero();
    }

    @Test
    void one_that_does_not_reach_us_is_accepted_until_its_day() throws Exception {
        npmAnswer = HIGH_NPM;
        osvAnswer = FOUND_OSV;
        write(".ci/accepted-weaknesses", """
                # as in the repository
                GHSA-aaaa-bbbb-cccc 2999-12-31 only in a tool that we do not call
                GHSA-dddd-eeee-ffff 2999-12-31 we never hand it foreign input
                """);
        assertThat(check().code()).isZero();

        write(".ci/accepted-weaknesses", """
                GHSA-aaaa-bbbb-cccc 2020-12-31 only in a tool that we do not call
                GHSA-dddd-eeee-ffff 2020-12-31 we never hand it foreign input
                """);
        assertThat(check().code()).isEqualTo(1);

        write(".ci/accepted-weaknesses", "GHSA-dddd-eeee-ffff 2999-12-31\n");
        assertThat(check().code()).as("without a reason").isEqualTo(2);
    }

    @Test
    void feeds_that_cannot_be_reached_are_not_taken_for_clean() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var end = check("http://localhost:" + nobody);
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.said())
                .contains("Pages (npm): did not run: npm audit: ")
                .contains("Libraries (OSV): did not run: OSV cannot be reached (ECONNREFUSED)");

        status = 405;
        end = check();
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.said())
                .contains("Pages (npm): did not run: npm audit: 405")
                .contains("Libraries (OSV): did not run: OSV answered 405");
    }

    @Test
    void an_answer_that_makes_no_sense_is_not_taken_for_clean() throws Exception {
        for (var garbage :
                List.of("<html>sign in</html>", "[]", "null", "{\"results\":[{}]}", "{\"results\":[{},7]}")) {
            osvAnswer = garbage;
            var end = check();
            assertThat(end.code()).as(garbage).isEqualTo(3);
            assertThat(end.said()).as(garbage).contains("Libraries (OSV): did not run: ");
        }
        osvAnswer = CLEAN_OSV;
        npmAnswer = "<html>sign in</html>";
        var end = check();
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.said()).contains("Pages (npm): did not run: ");
    }

    @Test
    void a_finding_counts_even_where_the_other_feed_did_not_run() throws Exception {
        Files.delete(checkout.resolve("booking-service/target/bom.json"));
        npmAnswer = HIGH_NPM;
        assertThat(check()).isEqualTo(new End(1, """
                Pages (npm): known weaknesses
                  left-out: high, GHSA-aaaa-bbbb-cccc
                Libraries (OSV): did not run: no booking-service/target/bom.json; mvn package writes it
                """));
    }
}
