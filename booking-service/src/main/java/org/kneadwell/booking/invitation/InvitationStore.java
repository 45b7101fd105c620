package org.kneadwell.booking.invitation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;

/** The rows of invitations, in the caller's transaction. */
@ApplicationScoped
class InvitationStore {

    /** @param wanted what the profile is to be made of; null once it was made */
    record Row(
            UUID id,
            String email,
            String name,
            UUID locationId,
            @Nullable NewInvitation wanted,
            Instant invitedAt,
            @Nullable UUID accountId,
            @Nullable UUID therapistId,
            @Nullable Instant sentAt,
            @Nullable Instant acceptedAt) {}

    private static final String COLUMNS =
            "select id, email, name, location_id, profile, invited_at, account_id, therapist_id,"
                    + " sent_at, accepted_at from therapist_invitation ";

    private final Sql sql;
    private final ObjectMapper json;

    InvitationStore(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** One request for a mail address at a time. @return whether this is the one, until the transaction ends */
    boolean lock(String email) {
        return sql.list(
                        "select pg_try_advisory_xact_lock(hashtextextended(lower(?), 43)) as locked",
                        row -> row.getBoolean("locked"),
                        email)
                .getFirst();
    }

    Optional<Row> ofMail(String email) {
        return first(sql.list(COLUMNS + "where lower(email) = lower(?)", this::row, email));
    }

    Optional<Row> find(UUID id) {
        return first(sql.list(COLUMNS + "where id = ?", this::row, id));
    }

    /** @return at most {@code limit} invitations that were begun before {@code before}, the newest first */
    List<Row> before(@Nullable UUID before, int limit) {
        return before == null
                ? sql.list(COLUMNS + "order by id desc limit ?", this::row, limit)
                : sql.list(COLUMNS + "where id < ? order by id desc limit ?", this::row, before, limit);
    }

    void begin(UUID id, NewInvitation wanted, UUID by, Instant now) {
        sql.update(
                "insert into therapist_invitation (id, email, name, location_id, profile, invited_by, invited_at)"
                        + " values (?, ?, ?, ?, cast(? as jsonb), ?, ?)",
                id,
                wanted.email(),
                wanted.name(),
                wanted.locationId(),
                write(wanted),
                by,
                now);
    }

    /** What is asked for now, as long as nothing was made of what was asked for before. */
    void replace(UUID id, NewInvitation wanted) {
        sql.update(
                "update therapist_invitation set name = ?, location_id = ?, profile = cast(? as jsonb)"
                        + " where id = ? and therapist_id is null",
                wanted.name(),
                wanted.locationId(),
                write(wanted),
                id);
    }

    void account(UUID id, UUID accountId) {
        sql.update("update therapist_invitation set account_id = ? where id = ?", accountId, id);
    }

    void therapist(UUID id, UUID therapistId) {
        sql.update("update therapist_invitation set therapist_id = ?, profile = null where id = ?", therapistId, id);
    }

    void sent(UUID id, Instant now) {
        sql.update("update therapist_invitation set sent_at = ? where id = ?", now, id);
    }

    void accepted(UUID accountId, Instant now) {
        sql.update(
                "update therapist_invitation set accepted_at = ? where account_id = ? and accepted_at is null"
                        + " and therapist_id is not null",
                now,
                accountId);
    }

    void delete(UUID id) {
        sql.update("delete from therapist_invitation where id = ?", id);
    }

    private Row row(ResultSet row) throws SQLException {
        String profile = row.getString("profile");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getObject("location_id", UUID.class),
                profile == null ? null : read(profile),
                Objects.requireNonNull(Sql.instant(row, "invited_at")),
                row.getObject("account_id", UUID.class),
                row.getObject("therapist_id", UUID.class),
                Sql.instant(row, "sent_at"),
                Sql.instant(row, "accepted_at"));
    }

    private static Optional<Row> first(List<Row> rows) {
        return rows.stream().findFirst();
    }

    private String write(NewInvitation wanted) {
        try {
            return json.writeValueAsString(wanted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An invitation that cannot be written as JSON.", e);
        }
    }

    private NewInvitation read(String profile) {
        try {
            return json.readValue(profile, NewInvitation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An invitation that cannot be read.", e);
        }
    }
}
