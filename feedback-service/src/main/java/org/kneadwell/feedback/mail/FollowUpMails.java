package org.kneadwell.feedback.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.mail.Letter;
import org.kneadwell.kit.mail.MailComposer;
import org.kneadwell.kit.mail.MailOrder;
import org.kneadwell.kit.mail.MailOutbox;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;

/** The mails about follow-ups. */
@ApplicationScoped
public class FollowUpMails implements MailComposer {

    private final MailOutbox outbox;
    private final DataSource dataSource;
    private final MailTexts texts;
    private final ClientScope scope;
    private final Clock clock;

    FollowUpMails(MailOutbox outbox, DataSource dataSource, MailTexts texts, ClientScope scope, Clock clock) {
        this.outbox = outbox;
        this.dataSource = dataSource;
        this.texts = texts;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * Asks for a mail, once, in the caller's transaction.
     *
     * @param occasion the round, or the answer that gave rise to it
     */
    public void add(UUID followUpId, MailKind kind, String occasion) {
        outbox.add(kind.name(), followUpId, occasion);
    }

    @Override
    public Set<String> kinds() {
        return Arrays.stream(MailKind.values()).map(MailKind::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Letter> compose(MailOrder order) {
        scope.open(Purpose.DUE);
        var due = read(order);
        return due.kind().asksTheClient() && !due.stillAsked() ? Optional.empty() : Optional.of(texts.write(due));
    }

    private DueMail read(MailOrder order) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select f.appointment_id, f.close_at,
                               f.state in ('INVITED', 'REMINDED') and f.round::text = ? as still_asked,
                               a.client_name, a.client_email, a.language, a.therapist_name, a.therapist_email, a.therapist_language
                        from follow_up f join appointment a on a.id = f.appointment_id
                        where f.id = ?""")) {
            select.setString(1, order.occasion());
            select.setObject(2, order.subjectId());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("A mail about no follow-up.");
                }
                var closesAt = row.getObject("close_at", OffsetDateTime.class).toInstant();
                return new DueMail(
                        MailKind.valueOf(order.kind()),
                        order.subjectId(),
                        row.getObject("appointment_id", UUID.class),
                        row.getBoolean("still_asked") && clock.instant().isBefore(closesAt),
                        row.getString("client_name"),
                        row.getString("client_email"),
                        Language.of(row.getString("language")),
                        row.getString("therapist_name"),
                        row.getString("therapist_email"),
                        Language.of(row.getString("therapist_language")));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What a mail is about could not be read.", e);
        }
    }
}
