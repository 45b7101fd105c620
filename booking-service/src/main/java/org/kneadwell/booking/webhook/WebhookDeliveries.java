package org.kneadwell.booking.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.booking.webhook.WebhookSender.Outcome;
import org.kneadwell.kit.events.Published;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.retention.Keeps;
import org.kneadwell.kit.retention.Kept;

/**
 * What is on its way to endpoints. A row is written in the transaction of its event, so none is lost and none told of what did
 * not happen; it holds ids and no word of anybody. A claim outlives the attempt: whoever dies in between leaves it to others.
 */
@ApplicationScoped
class WebhookDeliveries implements Keeps {

    /** Every attempt of an endpoint failed for as long: it is disabled. */
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);

    static final Duration BETWEEN_TESTS = Duration.ofSeconds(10);

    /** What a claim lasts longer than the patience with a receiver. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    /** At a time, over all replicas: a slow one does not keep the others waiting. */
    private static final int AT_ONCE_PER_ENDPOINT = 2;

    /** Of those looked at for a claim, so that several workers find one each. */
    private static final int CANDIDATES = 16;

    private final Sql sql;
    private final WebhookEndpoints endpoints;
    private final Clock clock;
    private final Duration lease;

    WebhookDeliveries(Sql sql, WebhookEndpoints endpoints, WebhookSender sender, Clock clock) {
        this.sql = sql;
        this.endpoints = endpoints;
        this.clock = clock;
        this.lease = sender.patience().plus(SPARE);
    }

    record Delivery(
            UUID id,
            UUID endpointId,
            UUID eventId,
            String type,
            UUID subject,
            Instant occurredAt,
            String state,
            int attempts,
            @Nullable Instant nextAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            @Nullable Instant deliveredAt) {}

    record Counts(long due, long failed) {}

    sealed interface Test {
        record Asked(Delivery delivery) implements Test {}

        record Disabled() implements Test {}

        record JustAsked() implements Test {}
    }

    sealed interface Replay {
        record Done(Delivery delivery) implements Replay {}

        record Disabled() implements Replay {}

        record Unknown() implements Replay {}

        record OnItsWay() implements Replay {}
    }

    /** One that is disabled gets its rows too, as failed: they can be replayed when it is enabled again. */
    void record(@Observes Published published) {
        if (!WebhookEvents.isTold(published.type())) {
            return;
        }
        var now = clock.instant();
        sql.update(
                """
                insert into webhook_delivery (id, endpoint_id, event_id, type, subject, occurred_at, created_at, state,
                  next_at, last_error)
                select uuidv7(), id, ?, cast(? as text), ?, ?, ?,
                  case when disabled_reason is null then 'pending' else 'failed' end,
                  case when disabled_reason is null then cast(? as timestamptz) end,
                  case when disabled_reason is not null then 'endpoint-disabled' end
                from webhook_endpoint where cast(? as text) = any (types)
                """,
                published.id(),
                published.type(),
                published.event().aggregateId(),
                published.at(),
                now,
                now,
                published.type());
    }

    /** Takes the one that has been due longest, so that nobody else does. */
    @Transactional
    Optional<Delivery> claim() {
        var now = clock.instant();
        var until = now.plus(lease);
        return sql
                .list(
                        """
                        update webhook_delivery set next_at = ?, leased_until = ?, last_attempt_at = ?, attempts = attempts + 1
                        where id = (
                          select w.id from webhook_delivery w
                          where w.next_at <= ? and w.id in (
                            select d.id from webhook_endpoint e cross join lateral (
                              select id from webhook_delivery where endpoint_id = e.id and next_at <= ?
                              order by next_at limit %d) d
                            where e.disabled_reason is null and (
                              select count(*) from webhook_delivery
                              where endpoint_id = e.id and next_at is not null and leased_until > ?) < %d)
                          order by w.next_at, w.id limit 1 for update of w skip locked)
                        returning *
                        """.formatted(CANDIDATES, AT_ONCE_PER_ENDPOINT),
                        WebhookDeliveries::delivery,
                        until,
                        until,
                        now,
                        now,
                        now,
                        now)
                .stream()
                .findFirst();
    }

    /** Nothing, if somebody else has claimed it since: it is theirs then. */
    @Transactional
    void done(Delivery claimed, Outcome outcome) {
        // Its endpoint first, as whoever disables one does.
        var endpoint = sql
                .list(
                        "select failing_since from webhook_endpoint where id = ? for no key update",
                        row -> Optional.ofNullable(Sql.instant(row, "failing_since")),
                        claimed.endpointId)
                .stream()
                .findFirst();
        if (endpoint.isEmpty()) {
            return;
        }
        var now = clock.instant();
        if (outcome.delivered()) {
            settle(claimed, "delivered", null, outcome, now);
            sql.update(
                    "update webhook_endpoint set failing_since = null, last_success_at = ? where id = ?",
                    now,
                    claimed.endpointId);
            return;
        }
        var wait = claimed.type.equals(WebhookEvents.TEST) || outcome.gone()
                ? Optional.<Duration>empty()
                : RetrySchedule.waitAfter(
                        claimed.attempts, ThreadLocalRandom.current().nextDouble());
        settle(
                claimed,
                wait.isPresent() ? "pending" : "failed",
                wait.map(now::plus).orElse(null),
                outcome,
                null);
        if (outcome.gone()) {
            endpoints.disable(claimed.endpointId, "gone");
        } else if (endpoint.get().isEmpty()) {
            sql.update("update webhook_endpoint set failing_since = ? where id = ?", now, claimed.endpointId);
        } else if (!endpoint.get().get().plus(GIVEN_UP_AFTER).isAfter(now)) {
            endpoints.disable(claimed.endpointId, "failing");
        }
    }

    private void settle(
            Delivery claimed, String state, @Nullable Instant nextAt, Outcome outcome, @Nullable Instant deliveredAt) {
        sql.update("""
                update webhook_delivery set state = ?, next_at = ?, leased_until = null, last_status = ?, last_error = ?,
                  delivered_at = ?
                where id = ? and state = 'pending' and attempts = ? and leased_until is not null
                """, state, nextAt, outcome.status(), outcome.error(), deliveredAt, claimed.id, claimed.attempts);
    }

    /** Those of an endpoint, the newest first. */
    @Transactional
    List<Delivery> list(UUID endpointId, @Nullable String state, @Nullable UUID before, int limit) {
        return sql.list("""
                select * from webhook_delivery
                where endpoint_id = ? and (cast(? as uuid) is null or id < ?) and (cast(? as text) is null or state = ?)
                order by id desc limit ?
                """, WebhookDeliveries::delivery, endpointId, before, before, state, state, limit);
    }

    /** Sent once, and not again when it fails. */
    @Transactional
    Test test(UUID endpointId) {
        if (!lockEnabled(endpointId)) {
            return new Test.Disabled();
        }
        var now = clock.instant();
        var recent = sql.list(
                "select id from webhook_delivery where endpoint_id = ? and type = ? and created_at > ? limit 1",
                row -> row.getObject("id", UUID.class),
                endpointId,
                WebhookEvents.TEST,
                now.minus(BETWEEN_TESTS));
        if (!recent.isEmpty()) {
            return new Test.JustAsked();
        }
        return new Test.Asked(sql.list(
                        """
                        insert into webhook_delivery (id, endpoint_id, event_id, type, subject, occurred_at, created_at, state,
                          next_at)
                        values (uuidv7(), ?, ?, ?, ?, ?, ?, 'pending', ?) returning *
                        """,
                        WebhookDeliveries::delivery,
                        endpointId,
                        Ids.next(),
                        WebhookEvents.TEST,
                        endpointId,
                        now,
                        now,
                        now)
                .getFirst());
    }

    /** Sends one again, from the first attempt on. */
    @Transactional
    Replay replay(UUID endpointId, UUID id) {
        boolean enabled = lockEnabled(endpointId);
        var there = sql.list(
                "select * from webhook_delivery where endpoint_id = ? and id = ?",
                WebhookDeliveries::delivery,
                endpointId,
                id);
        if (there.isEmpty()) {
            return new Replay.Unknown();
        }
        if (!enabled) {
            return new Replay.Disabled();
        }
        return sql
                .list(
                        AGAIN + " where endpoint_id = ? and id = ? and state <> 'pending' returning *",
                        WebhookDeliveries::delivery,
                        clock.instant(),
                        endpointId,
                        id)
                .stream()
                .<Replay>map(Replay.Done::new)
                .findFirst()
                .orElseGet(Replay.OnItsWay::new);
    }

    /** @return how many; empty when the endpoint is disabled */
    @Transactional
    Optional<Integer> replayFailed(UUID endpointId, Instant since) {
        if (!lockEnabled(endpointId)) {
            return Optional.empty();
        }
        return Optional.of(sql.update(
                AGAIN + " where endpoint_id = ? and state = 'failed' and occurred_at >= ? and type <> ?",
                clock.instant(),
                endpointId,
                since,
                WebhookEvents.TEST));
    }

    private static final String AGAIN = """
            update webhook_delivery set state = 'pending', attempts = 0, next_at = ?, leased_until = null, last_error = null,
              last_status = null, delivered_at = null""";

    private boolean lockEnabled(UUID endpointId) {
        return sql.list(
                        "select disabled_reason is null from webhook_endpoint where id = ? for no key update",
                        row -> row.getBoolean(1),
                        endpointId)
                .contains(true);
    }

    /** Due for more than a minute; and given up. */
    @Transactional
    Counts counts() {
        return sql.list(
                        """
                        select (select count(*) from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
                            where d.next_at <= ?) as due,
                          (select count(*) from webhook_delivery where state = 'failed') as failed
                        """,
                        row -> new Counts(row.getLong("due"), row.getLong("failed")),
                        clock.instant().minus(Duration.ofMinutes(1)))
                .getFirst();
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                new Kept("webhook-deliveries", Period.ofDays(30), "delete from webhook_delivery where created_at < ?"),
                new Kept("webhook-secrets", Period.ofDays(1), "delete from webhook_secret where expires_at < ?"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getObject("subject", UUID.class),
                Objects.requireNonNull(Sql.instant(row, "occurred_at")),
                row.getString("state"),
                row.getInt("attempts"),
                Sql.instant(row, "next_at"),
                Sql.instant(row, "last_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                Sql.instant(row, "delivered_at"));
    }
}
