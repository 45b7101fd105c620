package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps how therapists want to be booked. */
@ApplicationScoped
class BookingRulesService {

    /** @param version 0 while only the defaults hold */
    record Stored(BookingRules rules, int version) {}

    private final DataSource database;

    BookingRulesService(DataSource database) {
        this.database = database;
    }

    /** @param accountId whose therapist it must be; null: anybody's */
    @Transactional
    Optional<Stored> of(UUID therapistId, @Nullable UUID accountId) {
        String sql = """
                select r.*, t.account_id from therapist t left join booking_rules r on r.therapist_id = t.id
                where t.id = ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, therapistId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || (accountId != null && !accountId.equals(row.getObject("account_id", UUID.class)))) {
                    return Optional.empty();
                }
                int version = row.getInt("version");
                return Optional.of(new Stored(SlotData.rules(row), version));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Booking rules could not be read.", failure);
        }
    }

    /** @return empty if the version is no longer the stored one */
    @Transactional
    Optional<Stored> replace(UUID therapistId, BookingRules rules, int version) {
        String sql = """
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
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(sql)) {
            change.setObject(1, therapistId);
            change.setInt(2, rules.intervalMinutes());
            change.setInt(3, rules.bufferBeforeMinutes());
            change.setInt(4, rules.bufferAfterMinutes());
            change.setInt(5, rules.noticeMinutes());
            change.setInt(6, rules.horizonDays());
            change.setString(7, rules.grid().key());
            change.setString(8, rules.gaps().key());
            change.setObject(9, rules.daySessions());
            change.setObject(10, rules.dayMinutes());
            change.setObject(11, rules.weekSessions());
            change.setObject(12, rules.weekMinutes());
            change.setObject(13, rules.travelMinutes());
            change.setString(14, Objects.requireNonNull(rules.acceptance()).key());
            change.setObject(15, rules.answerHours());
            change.setObject(16, rules.freeCancelHours());
            change.setObject(17, rules.lateFeePercent());
            change.setInt(18, version);
            try (ResultSet row = change.executeQuery()) {
                return row.next() ? Optional.of(new Stored(rules, row.getInt(1))) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Booking rules could not be stored.", failure);
        }
    }
}
