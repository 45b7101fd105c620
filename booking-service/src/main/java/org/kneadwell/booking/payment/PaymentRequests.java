package org.kneadwell.booking.payment;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Asks providers for money and hears what came of it. */
@ApplicationScoped
public class PaymentRequests {

    /** What a provider's word did. */
    public enum Heard {
        DONE,
        /** It was said before; nothing changed. */
        SAID_BEFORE,
        /** No such request was made. */
        UNKNOWN
    }

    private final Map<String, PaymentProvider> providers;
    private final Ledger ledger;
    private final Event<PaymentReceived> received;
    private final Sql sql;
    private final Clock clock;

    PaymentRequests(
            @All List<PaymentProvider> providers,
            Ledger ledger,
            Event<PaymentReceived> received,
            Sql sql,
            Clock clock) {
        this.providers =
                providers.stream().collect(Collectors.toUnmodifiableMap(PaymentProvider::key, Function.identity()));
        this.ledger = ledger;
        this.received = received;
        this.sql = sql;
        this.clock = clock;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 {@code unknown-way-to-pay} */
    @Transactional(Transactional.TxType.MANDATORY)
    public PaymentRequestView ask(PaidFor what, Money money, String payBy) {
        PaymentProvider provider = providers.get(payBy);
        if (provider == null) {
            throw Problems.invalid(
                    422,
                    "unknown-way-to-pay",
                    "One cannot pay that way here.",
                    List.of(new Violation(
                            "payBy",
                            "Use one of: "
                                    + String.join(
                                            ", ",
                                            providers.keySet().stream().sorted().toList()) + ".")));
        }
        UUID id = Ids.next();
        PaymentProvider.Asked asked = provider.ask(id, money);
        String continueAt =
                asked.continueAt() == null ? null : asked.continueAt().toString();
        sql.update(
                """
                insert into payment_request (id, appointment_id, purchase_id, amount, currency, provider, reference, continue_at,
                  state, asked_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)
                """,
                id,
                what.appointmentId(),
                what.purchaseId(),
                money.amount(),
                money.currency(),
                payBy,
                asked.reference(),
                continueAt,
                clock.instant());
        return new PaymentRequestView(id, payBy, "pending", money.amount(), money.currency(), continueAt);
    }

    /** The latest request for the money. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<PaymentRequestView> latest(PaidFor what) {
        return sql
                .list(
                        "select * from payment_request where " + what.column() + " = ? order by id desc limit 1",
                        PaymentRequests::view,
                        what.id())
                .stream()
                .findFirst();
    }

    /** The latest request for each of these, in one query; without those nothing was asked for. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, PaymentRequestView> latestOfPurchases(Collection<UUID> purchases) {
        return sql.list("""
                        select distinct on (purchase_id) * from payment_request where purchase_id = any (cast(? as uuid[]))
                        order by purchase_id, id desc
                        """, row -> Map.entry(row.getObject("purchase_id", UUID.class), view(row)), purchases).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static PaymentRequestView view(ResultSet row) throws SQLException {
        return new PaymentRequestView(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getString("state"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("continue_at"));
    }

    /** Nothing more is due: what was to be paid at the desk has been. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void paidAtTheDesk(PaidFor what) {
        sql.update(
                "update payment_request set state = 'confirmed', settled_at = ? where " + what.column()
                        + " = ? and provider = ? and state = 'pending'",
                clock.instant(),
                what.id(),
                Desk.KEY);
    }

    /** A provider says that the money came. Said twice, it counts once; said after a failure, it counts: money is money. */
    @Transactional
    public Heard confirmed(String provider, String reference) {
        Optional<Request> found = find(provider, reference);
        if (found.isEmpty()) {
            return Heard.UNKNOWN;
        }
        Request request = found.get();
        lock(request.what());
        boolean first = sql.update(
                        "update payment_request set state = 'confirmed', settled_at = ? where id = ? and state <> 'confirmed'",
                        clock.instant(),
                        request.id())
                > 0;
        if (!first) {
            return Heard.SAID_BEFORE;
        }
        ledger.confirmed(request.what(), request.amount(), request.currency(), reference, request.id());
        received.fire(new PaymentReceived(request.what()));
        return Heard.DONE;
    }

    /** A provider says that no money will come of this request. Nothing else changes; another request may be made. */
    @Transactional
    public Heard failed(String provider, String reference) {
        if (find(provider, reference).isEmpty()) {
            return Heard.UNKNOWN;
        }
        int changed = sql.update(
                "update payment_request set state = 'failed', settled_at = ?"
                        + " where provider = ? and reference = ? and state = 'pending'",
                clock.instant(),
                provider,
                reference);
        return changed > 0 ? Heard.DONE : Heard.SAID_BEFORE;
    }

    private record Request(UUID id, PaidFor what, BigDecimal amount, String currency) {}

    private Optional<Request> find(String provider, String reference) {
        return sql
                .list(
                        "select * from payment_request where provider = ? and reference = ?",
                        PaymentRequests::request,
                        provider,
                        reference)
                .stream()
                .findFirst();
    }

    private static Request request(ResultSet row) throws SQLException {
        UUID appointment = row.getObject("appointment_id", UUID.class);
        return new Request(
                row.getObject("id", UUID.class),
                appointment == null
                        ? new PaidFor.PackagePurchase(Objects.requireNonNull(row.getObject("purchase_id", UUID.class)))
                        : new PaidFor.OneAppointment(appointment),
                row.getBigDecimal("amount"),
                row.getString("currency"));
    }

    /** Before the request's own row, in the order in which everything about money locks. */
    private void lock(PaidFor what) {
        String table = what instanceof PaidFor.OneAppointment ? "appointment" : "package_purchase";
        sql.list("select id from " + table + " where id = ? for no key update", row -> "", what.id());
    }
}
