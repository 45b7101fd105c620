package org.kneadwell.booking.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Secrets;

/**
 * Endpoints and their secrets. Where an owner is asked for, null stands for all of them; what is another's answers as what does
 * not exist.
 */
@ApplicationScoped
class WebhookEndpoints {

    static final int MOST_PER_OWNER = 10;

    /** How long the secret before the newest still signs. */
    static final Duration OVERLAP = Duration.ofHours(24);

    /** Each one alive signs every delivery. */
    static final int MOST_SECRETS = 4;

    private static final int SECRET_BYTES = 32;
    private static final String PREFIX = "whsec_";
    private static final String SECRETS = "webhook_secret";

    private final Sql sql;
    private final Secrets secrets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    WebhookEndpoints(Sql sql, Secrets secrets, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @param disabledReason asked, gone or failing; null while it is enabled */
    record Endpoint(
            UUID id,
            long version,
            UUID ownerId,
            boolean ofPractice,
            String name,
            String url,
            List<String> types,
            Instant createdAt,
            @Nullable String disabledReason,
            @Nullable Instant disabledAt,
            @Nullable Instant failingSince,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant oldSecretUntil) {

        boolean enabled() {
            return disabledReason == null;
        }
    }

    record WithSecret(Endpoint endpoint, String secret) {}

    sealed interface Rotation {
        record Done(WithSecret made) implements Rotation {}

        record Unknown() implements Rotation {}

        record TooOften() implements Rotation {}
    }

    private static final String SELECT = """
            select e.*, (select max(expires_at) from webhook_secret s where s.endpoint_id = e.id and s.expires_at > ?)
              as old_secret_until
            from webhook_endpoint e where (cast(? as uuid) is null or e.owner_id = ?)""";

    @Transactional
    List<Endpoint> list(@Nullable UUID owner, @Nullable UUID after, int limit) {
        return sql.list(
                SELECT + " and (cast(? as uuid) is null or e.id > ?) order by e.id limit ?",
                WebhookEndpoints::endpoint,
                clock.instant(),
                owner,
                owner,
                after,
                after,
                limit);
    }

    @Transactional
    Optional<Endpoint> find(@Nullable UUID owner, UUID id) {
        return find(owner, id, "");
    }

    private Optional<Endpoint> find(@Nullable UUID owner, UUID id, String lock) {
        return sql
                .list(SELECT + " and e.id = ?" + lock, WebhookEndpoints::endpoint, clock.instant(), owner, owner, id)
                .stream()
                .findFirst();
    }

    /** @return empty: there are as many as go */
    @Transactional
    Optional<WithSecret> add(UUID owner, boolean ofPractice, String name, StrangersAddress url, List<String> types) {
        // Two at once could each count nine.
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 43))", row -> "", "webhook_endpoint " + owner);
        var there = sql.list(
                "select id from webhook_endpoint where owner_id = ?", row -> row.getObject(1, UUID.class), owner);
        if (there.size() >= MOST_PER_OWNER) {
            return Optional.empty();
        }
        var id = Ids.next();
        sql.update("""
                insert into webhook_endpoint (id, version, owner_id, of_practice, name, url, types, created_at)
                values (?, 0, ?, ?, ?, ?, cast(? as text[]), ?)
                """, id, owner, ofPractice, name, url.uri().toString(), types, clock.instant());
        var secret = addSecret(id);
        return Optional.of(new WithSecret(find(owner, id).orElseThrow(), secret));
    }

    /** @param requireVersion throws when the version is not the one the caller has seen */
    @Transactional
    Optional<Endpoint> change(
            @Nullable UUID owner,
            UUID id,
            String name,
            StrangersAddress url,
            List<String> types,
            boolean enabled,
            LongConsumer requireVersion) {
        var before = locked(owner, id);
        if (before.isEmpty()) {
            return before;
        }
        requireVersion.accept(before.get().version());
        sql.update("""
                update webhook_endpoint set version = version + 1, name = ?, url = ?, types = cast(? as text[]),
                  failing_since = case when url = ? and disabled_reason is null then failing_since end
                where id = ?
                """, name, url.uri().toString(), types, url.uri().toString(), id);
        if (enabled) {
            sql.update("update webhook_endpoint set disabled_reason = null, disabled_at = null where id = ?", id);
        } else if (before.get().enabled()) {
            disable(id, "asked");
        }
        return find(owner, id);
    }

    /** Its deliveries and secrets go with it. */
    @Transactional
    boolean remove(@Nullable UUID owner, UUID id, LongConsumer requireVersion) {
        var there = locked(owner, id);
        there.ifPresent(endpoint -> {
            requireVersion.accept(endpoint.version());
            sql.update("delete from webhook_delivery where endpoint_id = ?", id);
            sql.update("delete from webhook_endpoint where id = ?", id);
        });
        return there.isPresent();
    }

    @Transactional
    Rotation rotate(@Nullable UUID owner, UUID id) {
        if (locked(owner, id).isEmpty()) {
            return new Rotation.Unknown();
        }
        if (alive(id).size() >= MOST_SECRETS) {
            return new Rotation.TooOften();
        }
        sql.update(
                "update webhook_secret set expires_at = ? where endpoint_id = ? and expires_at is null",
                clock.instant().plus(OVERLAP),
                id);
        var secret = addSecret(id);
        return new Rotation.Done(new WithSecret(find(owner, id).orElseThrow(), secret));
    }

    /** What signs, the newest first. */
    @Transactional
    List<byte[]> alive(UUID id) {
        return sql.list(
                """
                select id, wrapped from webhook_secret where endpoint_id = ? and (expires_at is null or expires_at > ?)
                order by created_at desc, id desc
                """,
                row -> secrets.open(SECRETS, row.getObject("id", UUID.class), row.getBytes("wrapped")),
                id,
                clock.instant());
    }

    /** What was on its way is kept as failed, and can be replayed. The caller holds the endpoint. */
    void disable(UUID id, String reason) {
        sql.update("""
                update webhook_endpoint set version = version + 1, disabled_reason = ?, disabled_at = ?
                where id = ? and disabled_reason is null
                """, reason, clock.instant(), id);
        sql.update("""
                update webhook_delivery set state = 'failed', next_at = null, leased_until = null,
                  last_error = 'endpoint-disabled'
                where endpoint_id = ? and state = 'pending'
                """, id);
    }

    /** Seals anew what an older master key sealed. */
    @Transactional
    void sealAnew() {
        record Sealed(UUID id, byte[] secret) {}
        sql.list(
                        "select id, wrapped from webhook_secret where master_key <> ? limit 100 for update skip locked",
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            return new Sealed(id, secrets.open(SECRETS, id, row.getBytes("wrapped")));
                        },
                        secrets.key())
                .forEach(one -> sql.update(
                        "update webhook_secret set wrapped = ?, master_key = ? where id = ?",
                        secrets.seal(SECRETS, one.id, one.secret),
                        secrets.key(),
                        one.id));
    }

    /** Not a key lock: a booking that writes down an event does not wait for it. */
    private Optional<Endpoint> locked(@Nullable UUID owner, UUID id) {
        return find(owner, id, " for no key update of e");
    }

    private String addSecret(UUID endpointId) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var id = Ids.next();
        sql.update(
                "insert into webhook_secret (id, endpoint_id, wrapped, master_key, created_at) values (?, ?, ?, ?, ?)",
                id,
                endpointId,
                secrets.seal(SECRETS, id, secret),
                secrets.key(),
                clock.instant());
        return PREFIX + new String(Base64.getEncoder().encode(secret), StandardCharsets.US_ASCII);
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getObject("owner_id", UUID.class),
                row.getBoolean("of_practice"),
                row.getString("name"),
                row.getString("url"),
                List.of(Sql.array(row, "types", String[].class)),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                row.getString("disabled_reason"),
                Sql.instant(row, "disabled_at"),
                Sql.instant(row, "failing_since"),
                Sql.instant(row, "last_success_at"),
                Sql.instant(row, "old_secret_until"));
    }
}
