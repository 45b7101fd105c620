package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;

/** Keeps how therapists want to be booked. */
@ApplicationScoped
class BookingRulesService {

    /** @param version 0 while only the defaults hold */
    record Stored(BookingRules rules, int version) {}

    private final Sql sql;

    BookingRulesService(Sql sql) {
        this.sql = sql;
    }

    /** @param accountId whose therapist it must be; null: anybody's */
    @Transactional
    Optional<Stored> of(UUID therapistId, @Nullable UUID accountId) {
        return sql
                .list(
                        """
                        select r.* from therapist t left join booking_rules r on r.therapist_id = t.id
                        where t.id = ? and (cast(? as uuid) is null or t.account_id = ?)
                        """,
                        row -> {
                            int version = row.getInt("version");
                            return new Stored(SlotData.rules(row), version);
                        },
                        therapistId,
                        accountId,
                        accountId)
                .stream()
                .findFirst();
    }

    /** @return empty if the version is no longer the stored one */
    @Transactional
    Optional<Stored> replace(UUID therapistId, BookingRules rules, int version) {
        return sql
                .list(
                        """
                        insert into booking_rules as r (therapist_id, version, interval_minutes, buffer_before_minutes,
                            buffer_after_minutes, notice_minutes, horizon_days, grid, gaps, day_sessions, day_minutes, week_sessions,
                            week_minutes, travel_minutes, acceptance, answer_hours, free_cancel_hours, late_fee_percent)
                        values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (therapist_id) do update set version = r.version + 1,
                            interval_minutes = excluded.interval_minutes, buffer_before_minutes = excluded.buffer_before_minutes,
                            buffer_after_minutes = excluded.buffer_after_minutes, notice_minutes = excluded.notice_minutes,
                            horizon_days = excluded.horizon_days, grid = excluded.grid, gaps = excluded.gaps,
                            day_sessions = excluded.day_sessions, day_minutes = excluded.day_minutes,
                            week_sessions = excluded.week_sessions, week_minutes = excluded.week_minutes,
                            travel_minutes = excluded.travel_minutes, acceptance = excluded.acceptance,
                            answer_hours = excluded.answer_hours, free_cancel_hours = excluded.free_cancel_hours,
                            late_fee_percent = excluded.late_fee_percent
                        where r.version = ?
                        returning r.version
                        """,
                        row -> new Stored(rules, row.getInt(1)),
                        therapistId,
                        rules.intervalMinutes(),
                        rules.bufferBeforeMinutes(),
                        rules.bufferAfterMinutes(),
                        rules.noticeMinutes(),
                        rules.horizonDays(),
                        rules.grid().key(),
                        rules.gaps().key(),
                        rules.daySessions(),
                        rules.dayMinutes(),
                        rules.weekSessions(),
                        rules.weekMinutes(),
                        rules.travelMinutes(),
                        Objects.requireNonNull(rules.acceptance()).key(),
                        rules.answerHours(),
                        rules.freeCancelHours(),
                        rules.lateFeePercent(),
                        version)
                .stream()
                .findFirst();
    }
}
