package org.kneadwell.booking.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.calendar.AppointmentCalendar.For;
import org.kneadwell.booking.sql.Sql;

/** Calendars of one's own appointments, each behind a secret address. The secret is told once and kept as a hash only. */
@ApplicationScoped
class CalendarFeeds {

    /** 256 bits. */
    private static final int SECRET_BYTES = 32;

    private static final Duration BACK = Duration.ofDays(90);
    private static final Duration AHEAD = Duration.ofDays(366);
    private static final Duration CANCELLED_STAY = Duration.ofDays(30);

    /** Calendars ask again every few minutes; not each time is worth a write. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    private static final int MOST = 5_000;

    private static final Pattern STAMP = Pattern.compile("(?m)^DTSTAMP:.*\\R");

    private static final String OF_CLIENT = "client_id = ?";
    private static final String OF_THERAPIST = "therapist_account_id = ?";

    private final Sql sql;
    private final Bookings bookings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CalendarFeeds(Sql sql, Bookings bookings, Clock clock) {
        this.sql = sql;
        this.bookings = bookings;
        this.clock = clock;
    }

    /** A feed without its secret. */
    record Feed(
            For reader,
            boolean includeNames,
            Instant createdAt,
            @Nullable Instant lastReadAt) {}

    /** A feed with its secret, which is not kept. */
    record NewFeed(Feed feed, String secret) {}

    /** @param version changes when, and only when, what the calendar says does */
    record Contents(String ics, String version) {}

    @Transactional
    List<Feed> of(UUID account) {
        return sql.list(
                "select reader, include_names, created_at, last_read_at from calendar_feed where account_id = ? order by reader",
                row -> new Feed(
                        For.valueOf(row.getString("reader").toUpperCase(Locale.ROOT)),
                        row.getBoolean("include_names"),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Sql.instant(row, "last_read_at")),
                account);
    }

    /** Makes a new secret address; the one before leads nowhere from now on. */
    @Transactional
    NewFeed renew(UUID account, For reader, boolean includeNames) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        sql.update("""
                insert into calendar_feed (account_id, reader, token_hash, include_names, created_at) values (?, ?, ?, ?, ?)
                on conflict (account_id, reader) do update
                set token_hash = excluded.token_hash, include_names = excluded.include_names,
                  created_at = excluded.created_at, last_read_at = null
                """, account, key(reader), hash(secret), includeNames, now);
        return new NewFeed(new Feed(reader, includeNames, now, null), secret);
    }

    /** @return whether there was one */
    @Transactional
    boolean remove(UUID account, For reader) {
        return sql.update("delete from calendar_feed where account_id = ? and reader = ?", account, key(reader)) > 0;
    }

    /** @return empty when no feed has this secret */
    @Transactional
    Optional<Contents> read(String secret) {
        record Found(UUID account, For reader, boolean names) {}
        var hash = hash(secret);
        // By its hash: how long the search takes tells nothing about a secret that is almost right.
        var found = sql.list(
                "select account_id, reader, include_names from calendar_feed where token_hash = ?",
                row -> new Found(
                        row.getObject("account_id", UUID.class),
                        For.valueOf(row.getString("reader").toUpperCase(Locale.ROOT)),
                        row.getBoolean("include_names")),
                hash);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var feed = found.getFirst();
        var now = clock.instant();
        sql.update(
                "update calendar_feed set last_read_at = ? where token_hash = ? and (last_read_at is null or last_read_at < ?)",
                now,
                hash,
                now.minus(NOTED_EVERY));
        var appointments = bookings.find(appointments(feed.account, feed.reader, now));
        var ics = AppointmentCalendar.feed(appointments, feed.reader, feed.names, now);
        // When it was written stands in a line of its own of each entry, and is no change.
        var undated = STAMP.matcher(ics).replaceAll("");
        return Optional.of(new Contents(ics, HexFormat.of().formatHex(hash(undated))));
    }

    private List<UUID> appointments(UUID account, For reader, Instant now) {
        return sql.list(
                """
                select id from appointment
                where %s and start_at >= ? and start_at < ?
                  and (state in ('booked', 'completed', 'no_show')
                    or (state = 'pending' and expires_at > ?)
                    or (state = 'cancelled' and closed_at > ?))
                order by start_at, id limit %d
                """.formatted(
                                switch (reader) {
                                    case CLIENT -> OF_CLIENT;
                                    case THERAPIST -> OF_THERAPIST;
                                },
                                MOST),
                row -> row.getObject("id", UUID.class),
                account,
                now.minus(BACK),
                now.plus(AHEAD),
                now,
                now.minus(CANCELLED_STAY));
    }

    private static String key(For reader) {
        return reader.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
