package org.kneadwell.booking.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.egress.ListedHosts;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.egress.StrangersHosts;
import org.kneadwell.booking.webhook.WebhookSender.Outcome;

class WebhookSenderTest {

    /** What is allowed here in place of a public address, and an address of the same machine that is not. */
    private static final String PUBLIC = "127.0.0.1";

    private static final String PRIVATE = "127.0.0.2";

    private static final WebhookMessage MESSAGE = new WebhookMessage("1", 2, "v1,signature", "{\"id\":\"1\"}");

    private static Vertx vertx;
    private Receiver receiver;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver(PUBLIC);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static WebhookSender sender(StrangersHosts.Resolver names) {
        return new WebhookSender(vertx, names, ListedHosts.all(), List.of(PUBLIC), Duration.ofSeconds(3), null);
    }

    private static WebhookSender strict() {
        return new WebhookSender(
                vertx, InetAddress::getAllByName, ListedHosts.all(), List.of(), Duration.ofSeconds(3), null);
    }

    private static InetAddress[] all(String... addresses) {
        return List.of(addresses).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static StrangersAddress url(String text) throws NotAnAddress {
        return StrangersAddress.of(text, WebhookSender.SENTENCES);
    }

    private Outcome send(WebhookSender sender, String host) throws Exception {
        return sender.send(url("http://" + host + ":" + receiver.port() + "/hooks"), MESSAGE);
    }

    @Test
    void a_message_arrives_whole_with_its_headers() throws Exception {
        assertThat(send(sender(InetAddress::getAllByName), PUBLIC)).isEqualTo(new Outcome(204, null));

        var got = receiver.received.getFirst();
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.path()).isEqualTo("/hooks");
        assertThat(got.body()).isEqualTo(MESSAGE.body());
        assertThat(got.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(got.header("webhook-id")).isEqualTo("1");
        assertThat(got.header("webhook-timestamp")).isEqualTo("2");
        assertThat(got.header("webhook-signature")).isEqualTo("v1,signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1/",
                        "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/", "https://[fd00:ec2::254]/",
                "https://localhost/", "https://2130706433/", "https://0.0.0.0/"
            })
    void an_address_that_is_not_public_is_neither_taken_nor_sent_to(String address) throws Exception {
        var url = url(address);

        assertThat(strict().send(url, MESSAGE).error()).isEqualTo("private-address");
        assertThatThrownBy(() -> strict().look(url.uri().toString()))
                .isInstanceOf(NotAnAddress.class)
                .hasMessage("private-address");
    }

    @Test
    void without_encryption_nothing_is_sent() throws Exception {
        var url = url("http://93.184.215.14/");

        assertThat(strict().send(url, MESSAGE).error()).isEqualTo("not-https");
        assertThatThrownBy(() -> strict().look(url.uri().toString()))
                .isInstanceOf(NotAnAddress.class)
                .hasMessage("not-https");
    }

    @Test
    void a_host_that_is_not_listed_is_neither_taken_nor_sent_to_nor_asked_for() throws Exception {
        var asked = new AtomicInteger();
        StrangersHosts.Resolver names = _ -> {
            asked.incrementAndGet();
            return all(PUBLIC);
        };
        var listing = new WebhookSender(
                vertx, names, new ListedHosts(List.of("hooks.example")), List.of(PUBLIC), Duration.ofSeconds(3), null);

        assertThat(send(listing, "other.example").error()).isEqualTo("host-not-listed");
        assertThatThrownBy(() -> listing.look("https://other.example/"))
                .isInstanceOfSatisfying(NotAnAddress.class, refused -> {
                    assertThat(refused.code()).isEqualTo("host-not-listed");
                    assertThat(refused.sentence()).contains("not one of those this installation talks to");
                });
        assertThat(asked).hasValue(0);

        assertThat(send(listing, "hooks.example").status()).isEqualTo(204);
        assertThat(listing.look("https://hooks.example/").host()).isEqualTo("hooks.example");
    }

    @Test
    void a_name_is_asked_for_once_and_the_address_that_was_checked_is_used() throws Exception {
        try (var inside = new Receiver(PRIVATE)) {
            var asked = new AtomicInteger();
            var sender = sender(_ -> all(asked.getAndIncrement() == 0 ? PUBLIC : PRIVATE));

            assertThat(send(sender, "rebinding.example").status()).isEqualTo(204);
            assertThat(asked).hasValue(1);
            assertThat(send(sender, "rebinding.example").error()).isEqualTo("private-address");
            assertThat(receiver.received).hasSize(1);
            assertThat(inside.received).isEmpty();
        }
    }

    @Test
    void one_address_of_a_name_that_is_not_public_is_enough_to_refuse_it() throws Exception {
        assertThat(send(sender(_ -> all(PUBLIC, PRIVATE)), "both.example").error())
                .isEqualTo("private-address");
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (var inside = new Receiver(PRIVATE)) {
            receiver.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", inside.url());
                Receiver.status(exchange, 307);
            });

            var outcome = send(sender(InetAddress::getAllByName), PUBLIC);

            assertThat(outcome.status()).isEqualTo(307);
            assertThat(outcome.delivered()).isFalse();
            assertThat(inside.received).isEmpty();
        }
    }

    @Test
    void a_receiver_that_never_answers_is_left() throws Exception {
        receiver.answers(_ -> sleep());

        assertThat(send(sender(InetAddress::getAllByName), PUBLIC).error()).isEqualTo("too-slow");
    }

    @Test
    void an_answer_without_end_is_cut_off() throws Exception {
        var cut = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var body = exchange.getResponseBody();
            try {
                while (true) {
                    body.write(new byte[8192]);
                    body.flush();
                }
            } catch (IOException closed) {
                cut.countDown();
            }
        });

        assertThat(send(sender(InetAddress::getAllByName), PUBLIC).status()).isEqualTo(200);
        assertThat(cut.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobody_there_is_said_without_details() throws Exception {
        int port = receiver.port();
        receiver.close();

        assertThat(sender(InetAddress::getAllByName).send(url("http://127.0.0.1:" + port + "/"), MESSAGE))
                .isEqualTo(new Outcome(null, "unreachable"));
        assertThat(sender(_ -> new InetAddress[0]).send(url("https://nobody.example/"), MESSAGE))
                .isEqualTo(new Outcome(null, "unknown-host"));
    }

    private static void sleep() {
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
