package org.kneadwell.kit.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;

/** The table behind {@link MailOutbox}. No connection is held while the mail server is spoken to. */
@ApplicationScoped
class MailQueue {

    /** What a claim lasts longer than the patience with the mail server. If its sender dies, a mail is due again after it. */
    private static final Duration SPARE = Duration.ofMinutes(2);

    private final DataSource dataSource;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration claim;

    MailQueue(
            DataSource dataSource,
            ObjectMapper json,
            Clock clock,
            @ConfigProperty(name = "kneadwell.mail.patience") Duration patience) {
        this.dataSource = dataSource;
        this.json = json;
        this.clock = clock;
        this.claim = patience.plus(SPARE);
    }

    /**
     * @param attempt this one, counted from 1
     * @param unanswered how many before this one ended without a word of the server
     */
    record Claimed(MailOrder order, int attempt, int unanswered) {}

    /**
     * @param parked given up, until somebody looks
     * @param overdue first due more than ten minutes ago, and not sent yet
     */
    record Counts(long parked, long overdue) {}

    @Transactional(TxType.MANDATORY)
    void add(String kind, UUID subjectId, String occasion, Map<String, String> facts, Instant dueAt) {
        try {
            run(
                    """
                    insert into mail_queue (id, kind, subject_id, occasion, facts, created_at, due_at, next_at)
                    values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                    on conflict (subject_id, kind, occasion) do nothing""",
                    Ids.next(),
                    kind,
                    subjectId,
                    occasion,
                    json.writeValueAsString(facts),
                    clock.instant(),
                    dueAt,
                    dueAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Facts of a mail that cannot be written as JSON.", e);
        }
    }

    /** Takes the mail that has been due longest, so that no other sender does. */
    @Transactional(TxType.REQUIRES_NEW)
    @Nullable
    Claimed claim() {
        var now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update mail_queue set next_at = ?, attempts = attempts + 1
                        where id = (select id from mail_queue where next_at <= ?
                                    order by next_at, id limit 1 for update skip locked)
                        returning id, kind, subject_id, occasion, facts::text, due_at, attempts, unanswered""")) {
            update.setObject(1, at(now.plus(claim)));
            update.setObject(2, at(now));
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                var order = new MailOrder(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("subject_id", UUID.class),
                        row.getString("occasion"),
                        json.readValue(row.getString("facts"), new TypeReference<Map<String, String>>() {}),
                        row.getObject("due_at", OffsetDateTime.class).toInstant());
                return new Claimed(order, row.getInt("attempts"), row.getInt("unanswered"));
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("The mails that are due could not be read.", e);
        }
    }

    @Transactional(TxType.REQUIRES_NEW)
    void sent(UUID id) {
        run(
                "update mail_queue set sent_at = ?, next_at = null, dropped_at = null, parked_at = null, failure = null where id = ?",
                clock.instant(),
                id);
    }

    @Transactional(TxType.REQUIRES_NEW)
    void dropped(UUID id) {
        run("update mail_queue set dropped_at = ?, next_at = null where id = ?", clock.instant(), id);
    }

    /** Nothing, if another sender has claimed it since: the mail is that one's now. */
    @Transactional(TxType.REQUIRES_NEW)
    void postpone(Claimed claimed, Instant until, String failure) {
        run(
                "update mail_queue set next_at = ?, failure = ? where id = ? and attempts = ? and next_at is not null",
                until,
                failure,
                claimed.order().id(),
                claimed.attempt());
    }

    /** As {@link #postpone}, and counts that nobody answered. */
    @Transactional(TxType.REQUIRES_NEW)
    void unanswered(Claimed claimed, Instant until, String failure) {
        run(
                "update mail_queue set next_at = ?, failure = ?, unanswered = unanswered + 1"
                        + " where id = ? and attempts = ? and next_at is not null",
                until,
                failure,
                claimed.order().id(),
                claimed.attempt());
    }

    /** As {@link #postpone}, for good. */
    @Transactional(TxType.REQUIRES_NEW)
    void park(Claimed claimed, String failure) {
        run(
                "update mail_queue set parked_at = ?, next_at = null, failure = ?"
                        + " where id = ? and attempts = ? and next_at is not null",
                clock.instant(),
                failure,
                claimed.order().id(),
                claimed.attempt());
    }

    /** Forgets what was sent or dropped before then. What is parked stays until somebody has looked. */
    @Transactional(TxType.REQUIRES_NEW)
    void forget(Instant before) {
        run("delete from mail_queue where sent_at < ? or dropped_at < ?", before, before);
    }

    @Transactional(TxType.REQUIRES_NEW)
    Counts counts() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select (select count(*) from mail_queue where parked_at is not null),
                               (select count(*) from mail_queue where next_at is not null and due_at < ?)""")) {
            select.setObject(1, at(clock.instant().minus(Duration.ofMinutes(10))));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Counts(row.getLong(1), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The mails could not be counted.", e);
        }
    }

    private void run(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i] instanceof Instant instant ? at(instant) : parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A mail could not be stored.", e);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
