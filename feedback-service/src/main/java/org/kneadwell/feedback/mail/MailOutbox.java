package org.kneadwell.feedback.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;

/**
 * The mails to be sent. A row is written in the transaction of the change it tells of; any replica then sends it and marks
 * it sent. A mail server that is down loses nothing. A mail doubles only when this process dies between the server's "ok"
 * and the commit, which SMTP cannot prevent; both copies then carry the same Message-ID.
 */
@ApplicationScoped
public class MailOutbox {

    private static final Logger LOG = Logger.getLogger(MailOutbox.class);
    private static final Duration SMTP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);

    // Sends from several threads were seen to hang in the mail client, whose connections belong to the event loop that
    // opened them: every send goes out from this one, one after the other. Mails are few.
    private final Context sending;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    private final DataSource dataSource;
    private final ReactiveMailer mailer;
    private final MailTexts texts;
    private final Clock clock;

    MailOutbox(DataSource dataSource, ReactiveMailer mailer, MailTexts texts, Clock clock, Vertx vertx) {
        this.dataSource = dataSource;
        this.mailer = mailer;
        this.texts = texts;
        this.clock = clock;
        this.sending = vertx.getOrCreateContext();
    }

    /**
     * Asks for a mail, once.
     *
     * @param occasion tells two mails of one kind about one follow-up apart
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(UUID followUpId, MailKind kind, String occasion) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into mail (id, follow_up_id, kind, occasion, created_at, next_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (follow_up_id, kind, occasion) do nothing""")) {
            var now = at(clock.instant());
            insert.setObject(1, Ids.next());
            insert.setObject(2, followUpId);
            insert.setString(3, kind.name());
            insert.setString(4, occasion);
            insert.setObject(5, now);
            insert.setObject(6, now);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A mail could not be stored.", e);
        }
    }

    /**
     * Sends the mail that has been due longest, in a transaction of its own. Several replicas may do so at once: the row stays
     * locked while it is being sent.
     *
     * @return whether there was one
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean sendNext() {
        try (Connection connection = dataSource.getConnection()) {
            var due = claim(connection);
            if (due == null) {
                return false;
            }
            if (due.kind().asksTheClient() && !due.stillAsked()) {
                close(connection, due.id(), "dropped_at");
                return true;
            }
            try {
                send(compose(due));
                close(connection, due.id(), "sent_at");
            } catch (RuntimeException e) {
                // The message may quote an address; the class is enough to see what is wrong.
                LOG.warnf(
                        "Mail %s could not be sent (attempt %d, %s); it is kept.",
                        due.id(), due.attempts() + 1, e.getClass().getSimpleName());
                postpone(connection, due);
            }
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("The mails that are due could not be read.", e);
        }
    }

    private @Nullable DueMail claim(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select m.id, m.kind, m.attempts, f.id as follow_up_id, f.appointment_id, f.close_at,
                       f.state in ('INVITED', 'REMINDED') and m.occasion = f.round::text as still_asked,
                       a.client_name, a.client_email, a.therapist_name, a.therapist_email
                from mail m
                         join follow_up f on f.id = m.follow_up_id
                         join appointment a on a.id = f.appointment_id
                where m.next_at <= ?
                order by m.next_at, m.id
                limit 1
                for update of m skip locked""")) {
            select.setObject(1, at(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                var closesAt = row.getObject("close_at", OffsetDateTime.class).toInstant();
                return new DueMail(
                        row.getObject("id", UUID.class),
                        MailKind.valueOf(row.getString("kind")),
                        row.getInt("attempts"),
                        row.getObject("follow_up_id", UUID.class),
                        row.getObject("appointment_id", UUID.class),
                        row.getBoolean("still_asked") && clock.instant().isBefore(closesAt),
                        row.getString("client_name"),
                        row.getString("client_email"),
                        row.getString("therapist_name"),
                        row.getString("therapist_email"));
            }
        }
    }

    private void send(Mail mail) {
        oneAtATime.lock();
        try {
            Uni.createFrom()
                    .<Void>emitter(sent -> sending.runOnContext(
                            here -> mailer.send(mail).subscribe().with(sent::complete, sent::fail)))
                    .await()
                    .atMost(SMTP_PATIENCE);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Mail compose(DueMail due) {
        return texts.write(due).addHeader("Message-ID", "<" + due.id() + "@feedback.kneadwell.example>");
    }

    private void close(Connection connection, UUID id, String column) throws SQLException {
        String statement = column.equals("sent_at")
                ? "update mail set sent_at = ?, next_at = null, attempts = attempts + 1 where id = ?"
                : "update mail set dropped_at = ?, next_at = null where id = ?";
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setObject(1, at(clock.instant()));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private void postpone(Connection connection, DueMail due) throws SQLException {
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(due.attempts(), 10));
        try (PreparedStatement update =
                connection.prepareStatement("update mail set next_at = ?, attempts = attempts + 1 where id = ?")) {
            update.setObject(1, at(clock.instant().plus(wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait)));
            update.setObject(2, due.id());
            update.executeUpdate();
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
