package org.kneadwell.booking.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.at;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.kit.mail.MailOutbox;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What somebody who waits reads when time has become free. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class WaitlistMailTest {

    private final WaitlistRounds rounds;
    private final MailOutbox outbox;

    private Practice practice;
    private UUID cleo;

    WaitlistMailTest(WaitlistRounds rounds, MailOutbox outbox) {
        this.rounds = rounds;
        this.outbox = outbox;
    }

    @BeforeEach
    void aPracticeAndAnEmptyBox() throws Exception {
        practice = Practice.open();
        practice.store("delete from mail_queue");
        cleo = aClient();
        MailServer.server().purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void nobodyWaits() {
        practice.store("delete from waitlist_mark");
        practice.store("delete from waitlist_offer");
        practice.store("delete from waitlist_entry");
    }

    private void waits(String language) {
        as(Tokens.client(cleo))
                .header("Idempotency-Key", UUID.randomUUID())
                .header("Accept-Language", language)
                .body(Map.of(
                        "therapistIds",
                        List.of(practice.therapistId),
                        "serviceMinutes",
                        60,
                        "from",
                        "2026-03-03",
                        "to",
                        "2026-03-03"))
                .post("/api/booking/v1/waitlist")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | A time has become free: Tuesday 3 March 2026 | We keep it for you until Monday 2 March 2026, 05:00 (Eastern Standard Time, UTC-05:00).
            de | Ein Termin ist frei geworden: Dienstag, 3. März 2026 | Wir halten sie für Sie frei bis Montag, 2. März 2026, 05:00 (Nordamerikanische Ostküsten-Normalzeit, UTC-05:00).
            """)
    void an_offer_says_what_is_free_and_until_when_and_leads_to_the_hold(String language, String subject, String words)
            throws Exception {
        waits(language);
        rounds.round();
        outbox.sendDue();
        outbox.sendDue();

        var mails = MailServer.sentTo(cleo + "@example.test");
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().getSubject()).isEqualTo(subject);
        var hold = Practice.query(
                "select hold_id::text from booking.waitlist_offer o join booking.waitlist_entry e"
                        + " on e.id = o.entry_id where e.client_id = ?",
                cleo);
        assertThat(MailServer.textOf(mails.getFirst()))
                .contains(
                        words,
                        "Test " + cleo.toString().substring(0, 8),
                        "http://localhost:8080/hold/" + hold.getFirst());
    }

    @Test
    void an_offer_that_has_run_out_before_its_mail_could_be_sent_sends_none() {
        waits("en");
        rounds.round();
        at("2026-03-02T10:00:00Z");
        outbox.sendDue();
        assertThat(MailServer.sentTo(cleo + "@example.test")).isEmpty();
    }
}
