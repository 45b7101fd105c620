package org.kneadwell.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.egress.ListedHosts;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersHosts;

class CalendarDownloadsTest {

    private static final String CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

    /** What is allowed here in place of a public address. */
    private static final String PUBLIC = "127.0.0.1";

    /** An address of the same machine that is not. */
    private static final String PRIVATE = "127.0.0.2";

    private static Vertx vertx;
    private CalendarServer server;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void serve() throws Exception {
        server = CalendarServer.on(PUBLIC);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static CalendarDownloads downloads(StrangersHosts.Resolver names) {
        return downloads(names, Duration.ofSeconds(30));
    }

    private static CalendarDownloads downloads(StrangersHosts.Resolver names, Duration patience) {
        return new CalendarDownloads(vertx, names, ListedHosts.all(), List.of(PUBLIC), patience, null);
    }

    private static CalendarDownloads impatient() {
        return downloads(InetAddress::getAllByName, Duration.ofSeconds(1));
    }

    private static StrangersHosts.Resolver names(Map<String, String> hosts) {
        return host -> {
            var address = hosts.get(host);
            if (address == null) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.ofLiteral(address)};
        };
    }

    private Download get(String path) throws Exception {
        return downloads(InetAddress::getAllByName).get(here(path), null, null);
    }

    private CalendarAddress here(String path) throws Exception {
        return CalendarAddress.of("http://" + PUBLIC + ":" + server.port() + path);
    }

    private static String code(Download download) {
        assertThat(download).isInstanceOf(Download.Failed.class);
        return ((Download.Failed) download).code();
    }

    @Test
    void a_calendar_is_received_with_what_to_say_next_time() throws Exception {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.getResponseHeaders().set("Last-Modified", "Mon, 02 Mar 2026 08:00:00 GMT");
            CalendarServer.answer(exchange, 200, "\uFEFF" + CALENDAR);
        });

        assertThat(get("/c.ics?key=1%2F2"))
                .isEqualTo(new Download.Received(CALENDAR, "\"7\"", "Mon, 02 Mar 2026 08:00:00 GMT"));
        assertThat(server.asked)
                .containsExactly(new CalendarServer.Asked(
                        "/c.ics?key=1%2F2", PUBLIC + ":" + server.port(), null, null, "identity"));
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws Exception {
        server.answers(exchange -> CalendarServer.answer(exchange, 304, ""));

        var download = downloads(InetAddress::getAllByName).get(here("/"), "\"7\"", "Mon, 02 Mar 2026 08:00:00 GMT");

        assertThat(download).isEqualTo(new Download.Unchanged());
        assertThat(server.asked.getFirst().ifNoneMatch()).isEqualTo("\"7\"");
        assertThat(server.asked.getFirst().ifModifiedSince()).isEqualTo("Mon, 02 Mar 2026 08:00:00 GMT");
    }

    @Test
    void not_changed_is_no_answer_to_a_question_that_did_not_ask_for_changes() throws Exception {
        server.answers(exchange -> CalendarServer.answer(exchange, 304, ""));

        assertThat(code(get("/"))).isEqualTo("bad-answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.2/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/",
                        "https://[::1]/",
                "https://[::ffff:10.0.0.1]/", "https://[fd00:ec2::254]/", "https://localhost/", "https://2130706434/",
                "http://127.0.0.2/", "https://0.0.0.0/", "https://[64:ff9b::a00:1]/"
            })
    void an_address_that_is_not_public_is_not_asked(String address) throws Exception {
        var strict = new CalendarDownloads(
                vertx, InetAddress::getAllByName, ListedHosts.all(), List.of(), Duration.ofSeconds(30), null);

        assertThat(code(strict.get(CalendarAddress.of(address), null, null))).isEqualTo("private-address");
    }

    @Test
    void a_name_with_one_private_address_among_others_is_not_asked() throws Exception {
        StrangersHosts.Resolver mixed =
                _ -> new InetAddress[] {InetAddress.ofLiteral(PUBLIC), InetAddress.ofLiteral(PRIVATE)};

        var download = downloads(mixed).get(CalendarAddress.of("http://mixed.test:" + server.port() + "/"), null, null);

        assertThat(code(download)).isEqualTo("private-address");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void a_public_address_is_asked_only_with_encryption() throws Exception {
        var strict = new CalendarDownloads(
                vertx, names(Map.of("a.test", "8.8.8.8")), ListedHosts.all(), List.of(), Duration.ofSeconds(30), null);

        assertThat(code(strict.get(CalendarAddress.of("http://a.test/"), null, null)))
                .isEqualTo("not-https");
    }

    @Test
    void a_name_that_nobody_has_is_not_asked() throws Exception {
        assertThat(code(downloads(names(Map.of())).get(CalendarAddress.of("https://a.test/"), null, null)))
                .isEqualTo("unknown-host");
    }

    @Test
    void a_host_that_is_not_listed_is_neither_taken_nor_asked_nor_led_on_to() throws Exception {
        server.answers(exchange -> redirect(exchange, "http://other.test:" + server.port() + "/"));
        var listing = new CalendarDownloads(
                vertx,
                names(Map.of("calendar.test", PUBLIC, "other.test", PUBLIC)),
                new ListedHosts(List.of("calendar.test")),
                List.of(PUBLIC),
                Duration.ofSeconds(30),
                null);
        var listed = CalendarAddress.of("http://calendar.test:" + server.port() + "/");
        var other = CalendarAddress.of("http://other.test:" + server.port() + "/");

        assertThat(listing.requireFit(listed)).isEqualTo(listed);
        assertThatThrownBy(() -> listing.requireFit(other))
                .isInstanceOf(NotAnAddress.class)
                .hasMessage("host-not-listed");
        assertThat(code(listing.get(other, null, null))).isEqualTo("host-not-listed");
        assertThat(server.asked).isEmpty();
        assertThat(code(listing.get(listed, null, null))).isEqualTo("host-not-listed");
        assertThat(server.asked).hasSize(1);
    }

    /** The name server says a public address when we look, and a private one to whoever asks again. */
    @Test
    void the_connection_goes_to_the_address_that_was_checked() throws Exception {
        try (var secret = CalendarServer.on(PRIVATE, server.port())) {
            secret.answers(CALENDAR);
            server.answers(CALENDAR);
            var times = new AtomicInteger();
            StrangersHosts.Resolver rebinding =
                    _ -> new InetAddress[] {InetAddress.ofLiteral(times.getAndIncrement() == 0 ? PUBLIC : PRIVATE)};
            var rebound = CalendarAddress.of("http://rebinding.test:" + server.port() + "/");

            assertThat(downloads(rebinding).get(rebound, null, null)).isInstanceOf(Download.Received.class);

            assertThat(times).hasValue(1);
            assertThat(server.asked).hasSize(1);
            assertThat(server.asked.getFirst().host()).isEqualTo("rebinding.test:" + server.port());
            assertThat(code(downloads(rebinding).get(rebound, null, null))).isEqualTo("private-address");
            assertThat(secret.asked).isEmpty();
        }
    }

    @Test
    void a_name_that_changes_between_two_steps_is_checked_again() throws Exception {
        try (var secret = CalendarServer.on(PRIVATE, server.port())) {
            secret.answers(CALENDAR);
            server.answers(exchange -> redirect(exchange, "/second"));
            var times = new AtomicInteger();
            StrangersHosts.Resolver rebinding =
                    _ -> new InetAddress[] {InetAddress.ofLiteral(times.getAndIncrement() == 0 ? PUBLIC : PRIVATE)};

            var download = downloads(rebinding)
                    .get(CalendarAddress.of("http://rebinding.test:" + server.port() + "/"), null, null);

            assertThat(code(download)).isEqualTo("private-address");
            assertThat(secret.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2:PORT/, private-address",
        "//127.0.0.2:PORT/, private-address",
        "http://169.254.169.254/latest/meta-data/, private-address",
        "https://[::1]:PORT/, private-address",
        "http://8.8.8.8/, not-https",
        "file:///etc/passwd, not-https",
        "gopher://127.0.0.1:PORT/, not-https",
        "http://user:word@127.0.0.1:PORT/, credentials-in-address",
        "http://127.0.0.1:PORT/a b, malformed-address",
        "http://, malformed-address",
    })
    void a_redirect_to_where_we_do_not_go_is_not_followed(String location, String code) throws Exception {
        try (var secret = CalendarServer.on(PRIVATE, server.port())) {
            secret.answers(CALENDAR);
            server.answers(exchange -> redirect(exchange, location.replace("PORT", "" + server.port())));

            assertThat(code(get("/"))).isEqualTo(code);
            assertThat(secret.asked).isEmpty();
            assertThat(server.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void three_redirects_are_followed_and_no_more(int status) throws Exception {
        server.answers(exchange -> {
            int left = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            if (left == 0) {
                CalendarServer.answer(exchange, 200, CALENDAR);
            } else {
                exchange.getResponseHeaders().set("Location", "/" + (left - 1));
                CalendarServer.answer(exchange, status, "");
            }
        });

        assertThat(get("/3")).isInstanceOf(Download.Received.class);
        assertThat(code(get("/4"))).isEqualTo("too-many-redirects");
    }

    @ParameterizedTest
    @CsvSource({
        "404, not-there",
        "410, not-there",
        "401, not-there",
        "500, bad-answer",
        "204, bad-answer",
        "300, bad-answer"
    })
    void another_answer_than_a_calendar_is_a_failure(int status, String code) throws Exception {
        server.answers(exchange -> CalendarServer.answer(exchange, status, ""));

        assertThat(code(get("/"))).isEqualTo(code);
    }

    @Test
    void a_body_without_end_is_cut_off() throws Exception {
        var sent = new AtomicInteger();
        var over = new CountDownLatch(1);
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[64 * 1024];
            try {
                for (int i = 0; i < 1_000; i++) {
                    exchange.getResponseBody().write(part);
                    sent.addAndGet(part.length);
                }
            } finally {
                over.countDown();
            }
        });

        assertThat(code(get("/"))).isEqualTo("too-large");
        // Else the server would go on until it has sent everything, or wait for us to take it.
        assertThat(over.await(20, TimeUnit.SECONDS)).as("the server notices").isTrue();
        // What it could send before that is what fits into the buffers between us.
        assertThat(sent).hasValueLessThan(32 * 1024 * 1024);
    }

    @Test
    void one_byte_too_many_is_refused_and_one_less_is_not() throws Exception {
        var text = "x".repeat(CalendarDownloads.MOST_BYTES);
        server.answers(text);
        assertThat(get("/")).isInstanceOf(Download.Received.class);
        server.answers(text + "x");
        assertThat(code(get("/"))).isEqualTo("too-large");
    }

    @Test
    void what_is_compressed_is_not_unpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int megabytes = 0; megabytes < 200; megabytes++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });

        assertThat(packed.size()).isLessThan(CalendarDownloads.MOST_BYTES);
        assertThat(code(get("/"))).isEqualTo("compressed");
    }

    @Test
    void a_server_that_says_nothing_is_left_alone() throws Exception {
        server.answers(_ -> sleep(60_000));

        assertSoon(() ->
                assertThat(code(impatient().get(here("/"), null, null))).isEqualTo("too-slow"));
    }

    @Test
    void a_server_that_trickles_is_left_alone() throws Exception {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 600; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                sleep(100);
            }
        });

        assertSoon(() ->
                assertThat(code(impatient().get(here("/"), null, null))).isEqualTo("too-slow"));
    }

    @Test
    void a_name_service_that_says_nothing_is_left_alone() throws Exception {
        StrangersHosts.Resolver slow = _ -> {
            sleep(60_000);
            return new InetAddress[0];
        };

        assertSoon(() -> assertThat(code(downloads(slow, Duration.ofSeconds(1)).get(here("/"), null, null)))
                .isEqualTo("too-slow"));
    }

    @Test
    void a_port_where_nobody_answers_is_a_failure() throws Exception {
        int port = server.port();
        server.close();

        assertThat(code(downloads(InetAddress::getAllByName)
                        .get(CalendarAddress.of("http://" + PUBLIC + ":" + port + "/"), null, null)))
                .isEqualTo("unreachable");
    }

    @Test
    void what_is_not_text_is_not_a_calendar() throws Exception {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {(byte) 0xc3, (byte) 0x28});
        });

        assertThat(code(get("/"))).isEqualTo("not-a-calendar");
    }

    @Test
    void the_certificate_is_checked_against_the_name_although_the_connection_goes_to_an_address(@TempDir Path folder)
            throws Exception {
        var store = folder.resolve("keys.p12");
        keytool(store, "calendar.test");
        try (var encrypted = CalendarServer.encrypted(keys(store))) {
            encrypted.answers(CALENDAR);
            var hosts = names(Map.of("calendar.test", PUBLIC, "other.test", PUBLIC));
            TrustOptions trusted = new PfxOptions()
                    .setValue(Buffer.buffer(Files.readAllBytes(store)))
                    .setPassword("changeit");
            var trusting = new CalendarDownloads(
                    vertx, hosts, ListedHosts.all(), List.of(PUBLIC), Duration.ofSeconds(30), trusted);
            var ordinary = new CalendarDownloads(
                    vertx, hosts, ListedHosts.all(), List.of(PUBLIC), Duration.ofSeconds(30), null);
            var right = CalendarAddress.of("webcal://calendar.test:" + encrypted.port() + "/c.ics");
            var wrong = CalendarAddress.of("https://other.test:" + encrypted.port() + "/c.ics");

            assertThat(trusting.get(right, null, null)).isInstanceOf(Download.Received.class);
            assertThat(code(trusting.get(wrong, null, null))).isEqualTo("unreachable");
            assertThat(code(ordinary.get(right, null, null))).isEqualTo("unreachable");
            assertThat(encrypted.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://a.test/c.ics, not-https",
        "file:///etc/passwd, not-https",
        "javascript:alert(1), not-https",
        "a.test/c.ics, not-https",
        "'', not-https",
        "https://, malformed-address",
        "https:///c.ics, malformed-address",
        "https://a.test:99999/, malformed-address",
        "https://a.test:0/, malformed-address",
        "https://a b/, malformed-address",
        "'https://a.test/\r\nX: y', malformed-address",
        "https://exämple.test/, malformed-address",
        "https://ada:secret@a.test/, credentials-in-address",
        "https://ada@a.test/, credentials-in-address",
    })
    void what_is_not_an_address_of_a_calendar_is_refused(String text, String code) {
        assertThatThrownBy(() -> CalendarAddress.of(text))
                .isInstanceOfSatisfying(
                        NotAnAddress.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void an_address_is_never_told_whole() throws Exception {
        var address = CalendarAddress.of("https://calendar.test/private-0123456789/basic.ics?token=abcdef");

        assertThat(address.shown()).isEqualTo("calendar.test/…cdef");
        assertThat(address.toString()).isEqualTo("a calendar at calendar.test");
        assertThat(CalendarAddress.of("https://calendar.test").shown()).isEqualTo("calendar.test/…");
    }

    private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to) throws java.io.IOException {
        exchange.getResponseHeaders().set("Location", to);
        CalendarServer.answer(exchange, 302, "");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Asking {
        void run() throws Exception;
    }

    private static void assertSoon(Asking asking) throws Exception {
        long start = System.nanoTime();
        asking.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    private static void keytool(Path store, String name) throws Exception {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
    }

    private static SSLContext keys(Path store) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
