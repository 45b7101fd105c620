package org.kneadwell.booking.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;

/**
 * Lines are added and never changed. Whoever decides by what the ledger says locks first the appointment or the purchase that it
 * is about, so that one decision is made at a time.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Ledger {

    private static final String READ = """
            select e.*, exists (select from ledger_entry r where r.reverses = e.id) as reversed from ledger_entry e
            """;

    private final Sql sql;
    private final Clock clock;

    Ledger(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * What was paid and given back.
     *
     * @param lateFees charged and not waived
     */
    public record Totals(BigDecimal lateFees, boolean coveredByPackage, BigDecimal paid, BigDecimal refunded) {

        /** What is still in our hands. */
        public BigDecimal kept() {
            return paid.subtract(refunded);
        }
    }

    /** @return whether the appointment exists; it is locked until the transaction ends */
    public boolean lockAppointment(UUID id) {
        return !sql.list("select id from appointment where id = ? for no key update", row -> "", id)
                .isEmpty();
    }

    public Totals totals(PaidFor what) {
        return totals(entries(what, null, Integer.MAX_VALUE));
    }

    /** What is still in our hands of what was paid for each of these, in one query; without those nothing was paid for. */
    public Map<UUID, BigDecimal> keptOfPurchases(Collection<UUID> purchases) {
        return sql
                .list(
                        READ + " where e.purchase_id = any (cast(? as uuid[])) order by e.id",
                        row -> Map.entry(row.getObject("purchase_id", UUID.class), entry(row)),
                        purchases)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()),
                                entries -> totals(entries).kept())));
    }

    private static Totals totals(List<LedgerEntry> entries) {
        return new Totals(
                sum(entries, "late_fee"),
                entries.stream().anyMatch(entry -> entry.counts("package")),
                sum(entries, "payment"),
                sum(entries, "refund"));
    }

    /** @param after the last line of the page before */
    public List<LedgerEntry> entries(PaidFor what, @Nullable UUID after, int limit) {
        return sql.list(
                READ + " where e." + what.column()
                        + " = ? and (cast(? as uuid) is null or e.id > cast(? as uuid)) order by e.id limit ?",
                Ledger::entry,
                what.id(),
                after,
                after,
                limit);
    }

    /** One line about that. */
    public Optional<LedgerEntry> entry(PaidFor what, UUID entryId) {
        return sql
                .list(READ + " where e.id = ? and e." + what.column() + " = ?", Ledger::entry, entryId, what.id())
                .stream()
                .findFirst();
    }

    /** Records money that came in. */
    public UUID paid(PaidFor what, NewPayment payment, UUID by) {
        return moved(what, "payment", payment, by);
    }

    /** Records money that was given back. */
    public UUID refunded(PaidFor what, NewPayment payment, UUID by) {
        return moved(what, "refund", payment, by);
    }

    /** Says that a session of a package pays for the appointment. */
    public void covered(UUID appointmentId, BigDecimal amount, String currency, UUID purchaseId) {
        add(
                new PaidFor.OneAppointment(appointmentId),
                "package",
                amount,
                currency,
                null,
                purchaseId.toString(),
                null,
                null,
                null);
    }

    /** Takes back that a package pays for the appointment; nothing happens where none does. */
    public void uncovered(UUID appointmentId) {
        var what = new PaidFor.OneAppointment(appointmentId);
        entries(what, null, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.counts("package"))
                .forEach(entry -> reverse(what, entry, null, null));
    }

    void charged(UUID appointmentId, BigDecimal amount, String currency) {
        add(new PaidFor.OneAppointment(appointmentId), "late_fee", amount, currency, null, null, null, null, null);
    }

    void confirmed(PaidFor what, BigDecimal amount, String currency, String reference, UUID requestId) {
        add(what, "payment", amount, currency, "provider", reference, null, requestId, null);
    }

    /** Takes back a line that was recorded by mistake, or a late fee, unless the money did move. */
    public ReversalOutcome takeBack(PaidFor what, LedgerEntry entry, Reversal why, UUID by) {
        if (!entry.isReversible()) {
            return ReversalOutcome.NOT_REVERSIBLE;
        }
        if (entry.reversed()) {
            return ReversalOutcome.REVERSED_ALREADY;
        }
        if (entry.kind().equals("payment") && totals(what).kept().compareTo(entry.amount()) < 0) {
            return ReversalOutcome.REFUNDED_ALREADY;
        }
        reverse(what, entry, why.reason(), by);
        return ReversalOutcome.DONE;
    }

    private void reverse(PaidFor what, LedgerEntry entry, @Nullable String reason, @Nullable UUID by) {
        add(what, "reversal", entry.amount(), entry.currency(), null, reason, entry.id(), null, by);
    }

    private UUID moved(PaidFor what, String kind, NewPayment payment, UUID by) {
        return add(
                what,
                kind,
                payment.money().amount(),
                payment.money().currency(),
                payment.method().key(),
                payment.reference(),
                null,
                null,
                by);
    }

    private UUID add(
            PaidFor what,
            String kind,
            BigDecimal amount,
            String currency,
            @Nullable String method,
            @Nullable String reference,
            @Nullable UUID reverses,
            @Nullable UUID requestId,
            @Nullable UUID by) {
        UUID id = Ids.next();
        sql.update(
                """
                insert into ledger_entry (id, appointment_id, purchase_id, kind, amount, currency, method, reference, reverses,
                  request_id, recorded_by, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                what.appointmentId(),
                what.purchaseId(),
                kind,
                amount,
                currency,
                method,
                reference,
                reverses,
                requestId,
                by,
                clock.instant());
        return id;
    }

    private static BigDecimal sum(List<LedgerEntry> entries, String kind) {
        return entries.stream()
                .filter(entry -> entry.counts(kind))
                .map(LedgerEntry::amount)
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("method"),
                row.getString("reference"),
                row.getObject("reverses", UUID.class),
                row.getBoolean("reversed"),
                Objects.requireNonNull(Sql.instant(row, "recorded_at")));
    }
}
