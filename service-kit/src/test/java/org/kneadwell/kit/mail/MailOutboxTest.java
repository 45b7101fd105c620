package org.kneadwell.kit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.transaction.TransactionRequiredException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;

/** The one sender of mails, against a real SMTP server. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class MailOutboxTest {

    private static final SettableClock CLOCK = SettableClock.shared();

    @Inject
    MailOutbox outbox;

    @Inject
    MailQueue queue;

    @Inject
    NoteMails notes;

    @Inject
    DataSource dataSource;

    @Inject
    Envelopes envelopes;

    @Inject
    ReactiveMailer mailer;

    @Inject
    Vertx vertx;

    @Inject
    MeterRegistry meters;

    private final UUID note = UUID.randomUUID();

    @BeforeEach
    void nothingWaits() throws Exception {
        run("delete from mail_queue");
        MailServer.server().purgeEmailFromAllMailboxes();
        notes.write(NoteMails.HELLO);
    }

    @Test
    void a_mail_asked_for_twice_is_sent_once_and_not_again() throws Exception {
        ask("a", "b", "a");
        outbox.sendDue();
        ask("a");
        outbox.sendDue();
        assertThat(received()).hasSize(2);
        assertThat(row("a")).isEqualTo("sent 1");
    }

    @Test
    void a_change_that_is_rolled_back_sends_nothing() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add("NOTE", note, "a");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        outbox.sendDue();
        assertThat(received()).isEmpty();
    }

    @Test
    void without_a_transaction_no_mail_can_be_asked_for() {
        assertThatThrownBy(() -> outbox.add("NOTE", note, "a"))
                .hasRootCauseInstanceOf(TransactionRequiredException.class);
    }

    @Test
    void a_kind_that_nobody_writes_is_refused_when_it_is_asked_for() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> outbox.add("POSTCARD", note, "a")))
                .hasMessage("Nobody writes mails of kind POSTCARD");
    }

    @Test
    void two_mails_have_message_ids_of_their_own_and_say_that_nobody_wrote_them_by_hand() throws Exception {
        ask("a", "b");
        outbox.sendDue();
        var ids = new ArrayList<String>();
        for (var mail : received()) {
            ids.add(mail.getMessageID());
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getFrom()[0]).hasToString("hello@kneadwell.example");
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(2).allMatch(id -> id.endsWith("@notes.kneadwell.example>"));
    }

    @Test
    void a_mail_for_later_waits_for_its_time_and_brings_its_facts() throws Exception {
        var later = CLOCK.instant().plus(Duration.ofDays(2));
        QuarkusTransaction.requiringNew().run(() -> outbox.add("NOTE", note, "a", Map.of("more", " again"), later));
        CLOCK.set(later.minusMillis(1));
        outbox.sendDue();
        assertThat(received()).isEmpty();
        CLOCK.set(later);
        outbox.sendDue();
        assertThat(received().getFirst().getSubject()).isEqualTo("Hello again");
    }

    @Test
    void a_mail_that_events_have_overtaken_is_dropped() throws Exception {
        ask("a");
        notes.write(null);
        outbox.sendDue();
        notes.write(NoteMails.HELLO);
        CLOCK.advance(Duration.ofDays(1));
        outbox.sendDue();
        assertThat(received()).isEmpty();
        assertThat(row("a")).isEqualTo("dropped 1");
    }

    @Test
    void senders_at_the_same_time_send_each_mail_once() throws Exception {
        var occasions = java.util.stream.IntStream.range(0, 40)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        ask(occasions);
        try (var replicas = Executors.newFixedThreadPool(4)) {
            Callable<Void> replica = () -> {
                outbox.sendDue();
                return null;
            };
            for (var done : replicas.invokeAll(List.of(replica, replica, replica, replica))) {
                done.get();
            }
        }
        var ids = new ArrayList<String>();
        for (var mail : received()) {
            ids.add(mail.getMessageID());
        }
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void what_a_dead_sender_had_claimed_is_sent_by_another_later() throws Exception {
        ask("a");
        assertThat(queue.claim()).isNotNull();
        outbox.sendDue();
        assertThat(received()).as("claimed by somebody else").isEmpty();
        // The patience with the mail server, and some more.
        CLOCK.advance(Duration.ofMinutes(12).minusMillis(1));
        outbox.sendDue();
        assertThat(received()).as("its sender may still be waiting").isEmpty();
        CLOCK.advance(Duration.ofMillis(1));
        outbox.sendDue();
        assertThat(received()).hasSize(1);
        assertThat(row("a")).isEqualTo("sent 2");
    }

    @Test
    void a_server_that_is_down_loses_nothing_and_waits_grow_from_five_seconds_to_a_quarter_of_an_hour()
            throws Exception {
        MailServer.server().stop();
        var waits = new ArrayList<Long>();
        try {
            ask("a");
            for (int i = 0; i < 10; i++) {
                outbox.sendDue();
                var next = nextAt("a");
                waits.add(Duration.between(CLOCK.instant(), next).toSeconds());
                CLOCK.set(next.minusMillis(1));
                outbox.sendDue();
                assertThat(nextAt("a")).as("not before its time").isEqualTo(next);
                CLOCK.set(next);
            }
        } finally {
            MailServer.restart();
        }
        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
        outbox.sendDue();
        CLOCK.advance(Duration.ofMinutes(16));
        outbox.sendDue();
        assertThat(received()).hasSize(1);
    }

    @Test
    void a_mail_that_fails_again_and_again_is_overdue_however_soon_it_is_tried_next() throws Exception {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(
                        "NOTE", note, "later", Map.of(), CLOCK.instant().plus(Duration.ofDays(1))));
        MailServer.server().stop();
        try {
            ask("a");
            var asked = CLOCK.instant();
            while (CLOCK.instant().isBefore(asked.plus(Duration.ofMinutes(10)))) {
                outbox.sendDue();
                assertThat(queue.counts().overdue()).isZero();
                CLOCK.set(nextAt("a"));
            }
            outbox.sendDue();
            assertThat(nextAt("a")).isAfter(CLOCK.instant());
            assertThat(queue.counts().overdue()).isEqualTo(1);
        } finally {
            MailServer.restart();
        }
        CLOCK.advance(Duration.ofMinutes(16));
        outbox.sendDue();
        assertThat(queue.counts().overdue()).isZero();
    }

    @Test
    @Tag("slow")
    void a_server_that_looks_through_the_text_before_it_answers_is_waited_for() throws Exception {
        var copies = new AtomicInteger();
        try (var _ = aServer(() -> {
            copies.incrementAndGet();
            return later(Duration.ofSeconds(11), "250 ok");
        })) {
            ask("a");
            outbox.sendDue();
            assertThat(row("a")).isEqualTo("sent 1");
            CLOCK.advance(Duration.ofDays(1));
            outbox.sendDue();
            assertThat(copies).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_server_that_takes_the_text_and_never_says_so_gets_six_copies_in_two_days(boolean hangsUp) throws Exception {
        var copies = new AtomicInteger();
        try (var _ = aServer(() -> {
            copies.incrementAndGet();
            return hangsUp ? Optional.empty() : later(Duration.ofSeconds(20), "250 ok");
        })) {
            ask("a");
            var waits = new ArrayList<Long>();
            var impatient = patient(Duration.ofMillis(300));
            while (!row("a").startsWith("parked")) {
                int attempts = attempts("a");
                impatient.sendDue();
                assertThat(attempts("a")).isEqualTo(attempts + 1);
                if (row("a").startsWith("waits")) {
                    waits.add(Duration.between(CLOCK.instant(), nextAt("a")).toMinutes());
                    CLOCK.set(nextAt("a"));
                }
            }
            assertThat(waits).containsExactly(15L, 60L, 240L, 960L, 1440L);
            assertThat(copies).hasValue(6);
            assertThat(row("a")).isEqualTo("parked 6");
            assertThat(failure("a")).endsWith(", unanswered 6 times");
        }
    }

    /** More of them than the mail client keeps connections by itself. */
    @Test
    void conversations_nobody_waits_for_any_more_keep_no_other_mail_from_going_out() throws Exception {
        var copies = new AtomicInteger();
        try (var _ = aServer(
                () -> later(copies.incrementAndGet() <= 12 ? Duration.ofSeconds(60) : Duration.ZERO, "250 ok"))) {
            var impatient = patient(Duration.ofMillis(500));
            for (int i = 1; i <= 12; i++) {
                ask("silent " + i);
                impatient.sendDue();
                assertThat(row("silent " + i)).isEqualTo("waits 1");
            }
            ask("a");
            patient(Duration.ofSeconds(20)).sendDue();
            assertThat(row("a")).isEqualTo("sent 1");
            assertThat(copies).hasValue(13);
        }
    }

    @Test
    void an_answer_that_comes_too_late_is_heard_all_the_same() throws Exception {
        var copies = new AtomicInteger();
        try (var _ = aServer(() -> {
            copies.incrementAndGet();
            return later(Duration.ofMillis(900), "250 ok");
        })) {
            ask("a");
            patient(Duration.ofMillis(300)).sendDue();
            assertThat(row("a")).isEqualTo("waits 1");
            for (int i = 0; i < 100 && !row("a").equals("sent 1"); i++) {
                Thread.sleep(100);
            }
            assertThat(row("a")).isEqualTo("sent 1");
            CLOCK.advance(Duration.ofDays(1));
            outbox.sendDue();
            assertThat(copies).hasValue(1);
        }
    }

    @Test
    void after_three_days_of_trying_a_mail_is_parked_with_the_reason_and_counted() throws Exception {
        MailServer.server().stop();
        try {
            ask("a");
            CLOCK.advance(Duration.ofDays(3));
            outbox.sendDue();
            assertThat(row("a")).isEqualTo("waits 1");
            CLOCK.advance(Duration.ofMinutes(1));
            outbox.sendDue();
            assertThat(row("a")).isEqualTo("parked 2");
            assertThat(queue.counts().parked()).isEqualTo(1);
        } finally {
            MailServer.restart();
        }
        CLOCK.advance(Duration.ofDays(1));
        outbox.sendDue();
        assertThat(received()).isEmpty();

        // As docs/operations.md tells the operator, once the cause is mended.
        run("update mail_queue set parked_at = null, due_at = '" + CLOCK.instant() + "', next_at = '" + CLOCK.instant()
                + "'");
        outbox.sendDue();
        CLOCK.advance(Duration.ofMinutes(1));
        outbox.sendDue();
        assertThat(received()).hasSize(1);
        assertThat(row("a")).startsWith("sent");
    }

    @Test
    void a_mail_that_cannot_be_written_is_kept_and_holds_up_no_other() throws Exception {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add("NOTE", note, "broken", Map.of("broken", "yes"), CLOCK.instant()));
        ask("a");
        outbox.sendDue();
        assertThat(row("broken")).isEqualTo("waits 1");
        assertThat(row("a")).isEqualTo("sent 1");
    }

    @Test
    void an_address_the_server_refuses_for_good_is_parked_at_once() throws Exception {
        assertThat(afterAnswer("550 5.1.1 no such user", "250 ok")).isEqualTo("parked 1");
    }

    @Test
    void a_mail_the_server_refuses_for_good_after_its_data_is_parked_at_once() throws Exception {
        assertThat(afterAnswer("250 ok", "554 5.6.0 not this one")).isEqualTo("parked 1");
    }

    @Test
    void an_address_the_server_refuses_for_now_is_tried_again() throws Exception {
        assertThat(afterAnswer("451 4.7.1 greylisted", "250 ok")).isEqualTo("waits 1");
    }

    @Test
    void a_server_that_wants_a_password_first_parks_nothing() throws Exception {
        assertThat(afterAnswer("530 5.7.0 authentication required", "250 ok")).isEqualTo("waits 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody at nowhere",
                "",
                "a@b\r\nBcc: evil@example.test",
                "a@example.test, b@example.test",
                "Eve <eve@example.test>",
                "a@",
                "@example.test"
            })
    void what_is_no_address_is_parked_and_never_reaches_the_server(String address) throws Exception {
        notes.write(NoteMails.to(address, "Cleo", "Hello"));
        ask("a");
        outbox.sendDue();
        assertThat(received()).isEmpty();
        assertThat(row("a")).isEqualTo("parked 1");
    }

    @Test
    void line_breaks_in_a_name_or_a_subject_make_no_header() throws Exception {
        notes.write(NoteMails.to(
                "cleo@example.test",
                "Cleo\r\nBcc: evil@example.test\r\n\r\n<b>",
                "Hello\r\nX-Evil: 1\n\u2028\u0000there"));
        ask("a");
        outbox.sendDue();
        var mail = received().getFirst();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Hello X-Evil: 1 there");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress()).isEqualTo("cleo@example.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Müller-Lüdenscheidt",
                "अनिता श्रेष्ठ",
                "山田 太郎",
                "O'Brien-Smith Jr.",
                "Maximiliane Charlotte Friederike von und zu Größenwahn-Übermaß der Ältere von Österreich-Ungarn"
            })
    void names_of_every_script_arrive_whole(String name) throws Exception {
        notes.write(NoteMails.to("cleo@example.test", name, "Für " + name));
        ask("a");
        outbox.sendDue();
        var mail = received().getFirst();
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo(name);
        assertThat(mail.getSubject()).isEqualTo("Für " + name);
    }

    @Test
    void an_enclosure_arrives_as_it_is() throws Exception {
        notes.write(new Letter(
                "cleo@example.test",
                null,
                "Hello",
                "Hello.\n",
                "<p>Hello.</p>",
                List.of(new Letter.Enclosure("a.ics", "text/calendar; charset=utf-8; method=PUBLISH", "Größe\r\n"))));
        ask("a");
        outbox.sendDue();
        var mail = received().getFirst();
        var parts = (Multipart) mail.getContent();
        var file = parts.getBodyPart(parts.getCount() - 1);
        assertThat(file.getContentType()).startsWith("text/calendar").contains("method=PUBLISH", "charset=utf-8");
        assertThat(file.getFileName()).isEqualTo("a.ics");
        assertThat(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("Größe\r\n");
        assertThat(mail.getContentType()).startsWith("multipart/mixed");
    }

    @Test
    void what_was_sent_is_forgotten_in_the_end_and_what_is_parked_stays() throws Exception {
        ask("a");
        outbox.sendDue();
        notes.write(NoteMails.to("nowhere", null, "Hello"));
        ask("b");
        outbox.sendDue();
        queue.forget(CLOCK.instant());
        assertThat(row("a")).isEqualTo("sent 1");
        queue.forget(CLOCK.instant().plusSeconds(1));
        assertThat(row("a")).isEqualTo("gone");
        assertThat(row("b")).isEqualTo("parked 1");
    }

    /** How the mail stands after a server that answers so to its recipient and to its text. */
    private String afterAnswer(String toRecipient, String toData) throws Exception {
        try (var _ = aServer(toRecipient, () -> Optional.of(toData))) {
            ask("a");
            outbox.sendDue();
            // A connection left over from the server before it costs one attempt.
            if (row("a").equals("waits 1") && !failure("a").startsWith("SMTPException")) {
                run("update mail_queue set attempts = 0, unanswered = 0, next_at = due_at");
                outbox.sendDue();
            }
            return row("a");
        }
    }

    /** One that waits no longer than this for the server. */
    private MailOutbox patient(Duration patience) {
        return new MailOutbox(queue, envelopes, mailer, List.of(notes), CLOCK, vertx, meters, patience);
    }

    private static Optional<String> later(Duration wait, String reply) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(reply);
    }

    private interface Stoppable extends AutoCloseable {
        @Override
        void close() throws IOException, InterruptedException;
    }

    private static Stoppable aServer(Supplier<Optional<String>> toData) throws IOException {
        return aServer("250 ok", toData);
    }

    /**
     * In place of the usual one, at its address.
     *
     * @param toData what it says after a text; empty: it hangs up
     */
    private static Stoppable aServer(String toRecipient, Supplier<Optional<String>> toData) throws IOException {
        int port = MailServer.server().getSmtp().getPort();
        MailServer.server().stop();
        var server = new ServerSocket(port, 10, InetAddress.getByName("127.0.0.1"));
        var clients = new ConcurrentLinkedQueue<Socket>();
        var accepting = Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    clients.add(socket);
                    Thread.ofVirtual().start(() -> converse(socket, toRecipient, toData));
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
        return () -> {
            server.close();
            // Until it has let go of it, nobody else gets the port.
            accepting.join();
            for (var client : clients) {
                client.close();
            }
            MailServer.restart();
        };
    }

    private static void converse(Socket client, String toRecipient, Supplier<Optional<String>> toData) {
        try (var socket = client;
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = socket.getOutputStream();
            out.write("220 test\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String reply;
                if (data) {
                    if (!line.equals(".")) {
                        continue;
                    }
                    data = false;
                    var answer = toData.get();
                    if (answer.isEmpty()) {
                        return;
                    }
                    reply = answer.get();
                } else if (line.startsWith("RCPT")) {
                    reply = toRecipient;
                } else if (line.equals("DATA")) {
                    data = true;
                    reply = "354 go on";
                } else {
                    reply = "250 ok";
                }
                out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The test is over, or the client hung up.
        }
    }

    private void ask(String... occasions) {
        QuarkusTransaction.requiringNew()
                .run(() -> Arrays.stream(occasions).forEach(occasion -> outbox.add("NOTE", note, occasion)));
    }

    private static List<MimeMessage> received() {
        return List.of(MailServer.server().getReceivedMessages());
    }

    private void run(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String row(String occasion) throws SQLException {
        return value("""
                case when sent_at is not null then 'sent' when dropped_at is not null then 'dropped'
                     when parked_at is not null then 'parked' else 'waits' end || ' ' || attempts""", occasion);
    }

    private String failure(String occasion) throws SQLException {
        return value("coalesce(failure, '')", occasion);
    }

    private int attempts(String occasion) throws SQLException {
        return Integer.parseInt(value("attempts::text", occasion));
    }

    private Instant nextAt(String occasion) throws SQLException {
        return Instant.ofEpochMilli(
                Long.parseLong(value("(extract(epoch from next_at) * 1000)::bigint::text", occasion)));
    }

    private String value(String expression, String occasion) throws SQLException {
        try (var connection = dataSource.getConnection();
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "select " + expression + " from mail_queue where occasion = '" + occasion + "'")) {
            return row.next() ? row.getString(1) : "gone";
        }
    }
}
