package org.kneadwell.booking.prepaid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.payment.Money;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** The packages a therapist offers. Whose they are is the caller's to check. */
@ApplicationScoped
class Packages {

    /** A package with the version its ETag is made of. */
    record Versioned(PackageView view, int version) {}

    private static final String READ = """
            select p.*, s.name as service_name from package_offer p join service s on s.id = p.service_id
            """;

    private final Sql sql;
    private final Clock clock;

    Packages(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    Versioned offer(UUID therapistId, NewPackage wanted) {
        check(therapistId, wanted);
        UUID id = Ids.next();
        sql.update(
                """
                insert into package_offer (id, version, therapist_id, service_id, sessions, price_amount, price_currency,
                  validity_days, created_at)
                values (?, 0, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                therapistId,
                wanted.serviceId(),
                wanted.sessions(),
                wanted.price().amount(),
                wanted.price().currency(),
                wanted.validityDays(),
                clock.instant());
        return find(therapistId, id).orElseThrow();
    }

    /** What was bought before stays as it was bought. */
    @Transactional
    Optional<Versioned> change(UUID therapistId, UUID id, NewPackage wanted, IntConsumer requireCurrent) {
        Optional<Versioned> stored = lock(therapistId, id);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        requireCurrent.accept(stored.get().version());
        if (stored.get().view().withdrawn()) {
            throw Problems.of(409, "package-withdrawn", "A package that was withdrawn stays as it is.");
        }
        check(therapistId, wanted);
        sql.update(
                """
                update package_offer set version = version + 1, service_id = ?, sessions = ?, price_amount = ?,
                  price_currency = ?, validity_days = ?
                where id = ?
                """,
                wanted.serviceId(),
                wanted.sessions(),
                wanted.price().amount(),
                wanted.price().currency(),
                wanted.validityDays(),
                id);
        return find(therapistId, id);
    }

    /** Nobody can buy it from now on; what was bought before can be used. Withdrawing twice changes nothing. */
    @Transactional
    Optional<Versioned> withdraw(UUID therapistId, UUID id, IntConsumer requireCurrent) {
        Optional<Versioned> stored = lock(therapistId, id);
        if (stored.isEmpty() || stored.get().view().withdrawn()) {
            return stored;
        }
        requireCurrent.accept(stored.get().version());
        sql.update(
                "update package_offer set version = version + 1, withdrawn_at = ? where id = ?", clock.instant(), id);
        return find(therapistId, id);
    }

    @Transactional
    Optional<Versioned> find(UUID therapistId, UUID id) {
        return sql.list(READ + " where p.therapist_id = ? and p.id = ?", Packages::versioned, therapistId, id).stream()
                .findFirst();
    }

    /** One that can be bought: not withdrawn, of a published therapist. */
    Optional<PackageView> onOffer(UUID id) {
        return sql.list(READ + """
                         join therapist t on t.id = p.therapist_id
                         where p.id = ? and p.withdrawn_at is null and t.published_at is not null
                        """, Packages::versioned, id).stream()
                .map(Versioned::view)
                .findFirst();
    }

    /**
     * @param all also those withdrawn and of a therapist who is not published
     * @param after the last one of the page before
     */
    @Transactional
    List<PackageView> of(UUID therapistId, boolean all, @Nullable UUID after, int limit) {
        return sql.list(READ + """
                         join therapist t on t.id = p.therapist_id
                         where p.therapist_id = ? and (? or (p.withdrawn_at is null and t.published_at is not null))
                           and (cast(? as uuid) is null or p.id > cast(? as uuid))
                         order by p.id limit ?
                        """, Packages::versioned, therapistId, all, after, after, limit).stream()
                .map(Versioned::view)
                .toList();
    }

    /** Whether this account is the therapist's. */
    @Transactional
    boolean belongsTo(UUID therapistId, UUID accountId) {
        return !sql.list("select id from therapist where id = ? and account_id = ?", row -> "", therapistId, accountId)
                .isEmpty();
    }

    private Optional<Versioned> lock(UUID therapistId, UUID id) {
        return sql
                .list(
                        READ + " where p.therapist_id = ? and p.id = ? for update of p",
                        Packages::versioned,
                        therapistId,
                        id)
                .stream()
                .findFirst();
    }

    private void check(UUID therapistId, NewPackage wanted) {
        wanted.price().checked("price");
        if (sql.list(
                        "select id from service where id = ? and therapist_id = ?",
                        row -> "",
                        wanted.serviceId(),
                        therapistId)
                .isEmpty()) {
            throw Problems.invalid(
                    422,
                    "unknown-service",
                    "The therapist does not offer that session.",
                    List.of(new Violation("serviceId", "Name one of the therapist's services.")));
        }
    }

    private static Versioned versioned(ResultSet row) throws SQLException {
        return new Versioned(
                new PackageView(
                        row.getObject("id", UUID.class),
                        row.getObject("therapist_id", UUID.class),
                        new PackageView.Service(row.getObject("service_id", UUID.class), row.getString("service_name")),
                        row.getInt("sessions"),
                        new Money(row.getBigDecimal("price_amount"), row.getString("price_currency")),
                        row.getInt("validity_days"),
                        row.getObject("withdrawn_at") != null),
                row.getInt("version"));
    }
}
