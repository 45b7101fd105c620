package org.kneadwell.booking.prepaid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.payment.Ledger;
import org.kneadwell.booking.payment.LedgerEntry;
import org.kneadwell.booking.payment.Money;
import org.kneadwell.booking.payment.NewPayment;
import org.kneadwell.booking.payment.PaidFor;
import org.kneadwell.booking.payment.PaymentRequestView;
import org.kneadwell.booking.payment.PaymentRequests;
import org.kneadwell.booking.payment.Reversal;
import org.kneadwell.booking.payment.ReversalOutcome;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.security.Caller;

/** Packages that clients bought. Each decision locks its purchase. */
@ApplicationScoped
class Purchases {

    /** A purchase as it is stored, with what was used of it. */
    record Purchase(
            UUID id,
            int version,
            String state,
            UUID packageId,
            UUID clientId,
            String clientName,
            UUID therapistId,
            UUID therapistAccountId,
            String therapistName,
            UUID serviceId,
            String serviceName,
            int sessions,
            int used,
            int reserved,
            Money price,
            int validityDays,
            boolean useAutomatically,
            java.time.Instant boughtAt,
            @Nullable LocalDate validUntil,
            boolean over) {

        /** As people see it: one whose last day is over is expired, without anybody having to write it down. */
        String shownState() {
            return state.equals("active") && over ? "expired" : state;
        }

        PurchaseView.Sessions counted() {
            return new PurchaseView.Sessions(
                    sessions, used, reserved, shownState().equals("active") ? sessions - used - reserved : 0);
        }
    }

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private static final String READ = """
            select p.*, t.name as therapist_name, t.account_id as therapist_account_id, s.name as service_name,
              (select count(*) from package_session u where u.purchase_id = p.id and u.used_at is not null) as used,
              (select count(*) from package_session u
                where u.purchase_id = p.id and u.appointment_id is not null and u.used_at is null) as reserved,
              coalesce(cast(cast(? as timestamptz) at time zone l.zone as date) > p.valid_until, false) as over
            from package_purchase p join therapist t on t.id = p.therapist_id join location l on l.id = t.location_id
              join service s on s.id = p.service_id
            """;

    private final Packages packages;
    private final Therapists therapists;
    private final Ledger ledger;
    private final PaymentRequests requests;
    private final Sql sql;
    private final Clock clock;

    Purchases(Packages packages, Therapists therapists, Ledger ledger, PaymentRequests requests, Sql sql, Clock clock) {
        this.packages = packages;
        this.therapists = therapists;
        this.ledger = ledger;
        this.requests = requests;
        this.sql = sql;
        this.clock = clock;
    }

    /** Buys a package on the terms it has now, and asks for the money. */
    @Transactional
    PurchaseOutcome buy(UUID clientId, String clientName, NewPurchase wanted) {
        Optional<PackageView> found = packages.onOffer(wanted.packageId());
        if (found.isEmpty()) {
            return new PurchaseOutcome.NotOnOffer();
        }
        PackageView offered = found.get();
        UUID id = Ids.next();
        int bought = sql.update(
                """
                insert into package_purchase (id, version, state, package_id, client_id, client_name, therapist_id, service_id,
                  sessions, price_amount, price_currency, validity_days, use_automatically, bought_at)
                values (?, 0, 'awaiting_payment', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (client_id, package_id) where state = 'awaiting_payment' do nothing
                """,
                id,
                offered.id(),
                clientId,
                clientName,
                offered.therapistId(),
                offered.service().id(),
                offered.sessions(),
                offered.price().amount(),
                offered.price().currency(),
                offered.validityDays(),
                wanted.useAutomatically(),
                clock.instant());
        if (bought == 0) {
            return new PurchaseOutcome.BoughtAlready();
        }
        requests.ask(new PaidFor.PackagePurchase(id), offered.price(), Objects.requireNonNull(wanted.payBy()));
        return done(id);
    }

    /** Records money that came in at the desk; what is paid whole becomes active. */
    @Transactional
    PurchaseOutcome pay(UUID id, NewPayment payment, Caller caller) {
        Optional<Purchase> found = locked(id).filter(purchase -> mayRecord(purchase, caller));
        if (found.isEmpty()) {
            return new PurchaseOutcome.Unknown();
        }
        Purchase purchase = found.get();
        String currency = purchase.price().currency();
        if (!payment.money().currency().equals(currency)) {
            return new PurchaseOutcome.OtherCurrency(currency);
        }
        BigDecimal outstanding = outstanding(purchase);
        if (!purchase.state().equals("awaiting_payment") || outstanding.signum() == 0) {
            return new PurchaseOutcome.NothingDue();
        }
        if (payment.money().amount().compareTo(outstanding) > 0) {
            return new PurchaseOutcome.MoreThanDue(outstanding, currency);
        }
        ledger.paid(new PaidFor.PackagePurchase(id), payment, caller.accountId());
        activateOncePaid(purchase);
        if (outstanding(purchase).signum() == 0) {
            requests.paidAtTheDesk(new PaidFor.PackagePurchase(id));
        }
        return done(id);
    }

    /**
     * Records money that was given back. That ends the purchase: sessions that are left are lost, those reserved for an agreed
     * appointment stay its payment.
     */
    @Transactional
    PurchaseOutcome refund(UUID id, NewPayment refund, Caller caller) {
        Optional<Purchase> found = locked(id).filter(purchase -> mayRecord(purchase, caller));
        if (found.isEmpty()) {
            return new PurchaseOutcome.Unknown();
        }
        Purchase purchase = found.get();
        String currency = purchase.price().currency();
        if (!refund.money().currency().equals(currency)) {
            return new PurchaseOutcome.OtherCurrency(currency);
        }
        BigDecimal kept = ledger.totals(new PaidFor.PackagePurchase(id)).kept();
        if (refund.money().amount().compareTo(kept) > 0) {
            return new PurchaseOutcome.MoreThanPaid(kept, currency);
        }
        ledger.refunded(new PaidFor.PackagePurchase(id), refund, caller.accountId());
        if (purchase.state().equals("active")) {
            close(id, "refunded");
        }
        return done(id);
    }

    /**
     * Takes back a payment or a refund that was recorded by mistake. Without its payment a purchase awaits it again, and agreed
     * appointments that it paid for are to be paid again; once a session was used it cannot be undone like that. Without its
     * refund it is what it was before.
     */
    @Transactional
    PurchaseOutcome reverse(UUID id, UUID entryId, Reversal why, Caller caller) {
        var what = new PaidFor.PackagePurchase(id);
        Optional<Purchase> found = locked(id).filter(purchase -> mayRecord(purchase, caller));
        Optional<LedgerEntry> line = found.flatMap(purchase -> ledger.entry(what, entryId));
        if (found.isEmpty() || line.isEmpty()) {
            return new PurchaseOutcome.Unknown();
        }
        Purchase purchase = found.get();
        boolean opened = purchase.state().equals("active") && line.get().kind().equals("payment");
        if (opened && !line.get().reversed() && purchase.used() > 0) {
            return new PurchaseOutcome.SessionsUsed();
        }
        if (opened && !line.get().reversed() && awaitsAnother(purchase)) {
            return new PurchaseOutcome.BoughtAlready();
        }
        ReversalOutcome outcome = ledger.takeBack(what, line.get(), why, caller.accountId());
        if (outcome != ReversalOutcome.DONE) {
            return new PurchaseOutcome.NotTakenBack(outcome);
        }
        if (opened) {
            awaitPaymentAgain(id);
        } else if (purchase.state().equals("refunded") && outstanding(purchase).signum() == 0) {
            sql.update(
                    "update package_purchase set version = version + 1, state = 'active', closed_at = null where id = ?",
                    id);
        }
        return done(id);
    }

    /** The client changes its mind before anything was paid. Cancelling twice is cancelling once. */
    @Transactional
    PurchaseOutcome cancel(UUID clientId, UUID id) {
        Optional<Purchase> found =
                locked(id).filter(purchase -> purchase.clientId().equals(clientId));
        if (found.isEmpty()) {
            return new PurchaseOutcome.Unknown();
        }
        switch (found.get().state()) {
            case "cancelled" -> {}
            case "awaiting_payment" -> {
                if (ledger.totals(new PaidFor.PackagePurchase(id)).kept().signum() > 0) {
                    return new PurchaseOutcome.PaidInPart();
                }
                close(id, "cancelled");
            }
            default -> {
                return new PurchaseOutcome.NotAwaiting(found.get().shownState());
            }
        }
        return done(id);
    }

    @Transactional
    PurchaseOutcome useAutomatically(UUID clientId, UUID id, boolean automatically, IntConsumer requireCurrent) {
        Optional<Purchase> found =
                locked(id).filter(purchase -> purchase.clientId().equals(clientId));
        if (found.isEmpty()) {
            return new PurchaseOutcome.Unknown();
        }
        requireCurrent.accept(found.get().version());
        sql.update(
                "update package_purchase set version = version + 1, use_automatically = ? where id = ?",
                automatically,
                id);
        return done(id);
    }

    @Transactional
    PurchaseOutcome find(UUID id, Caller caller) {
        return read(id).filter(purchase -> purchase.clientId().equals(caller.accountId()) && caller.isClient()
                        || mayRecord(purchase, caller))
                .<PurchaseOutcome>map(purchase -> new PurchaseOutcome.Done(view(purchase), purchase.version()))
                .orElseGet(PurchaseOutcome.Unknown::new);
    }

    /** What was paid for a purchase and given back, for whoever may see it. */
    @Transactional
    Optional<List<LedgerEntry>> entries(UUID id, Caller caller, @Nullable UUID after, int limit) {
        return find(id, caller) instanceof PurchaseOutcome.Done
                ? Optional.of(ledger.entries(new PaidFor.PackagePurchase(id), after, limit))
                : Optional.empty();
    }

    /** A client's own, a therapist's clients', all of them for a coordinator; oldest first. */
    @Transactional
    List<PurchaseView> list(Caller caller, @Nullable UUID after, int limit) {
        if (caller.isCoordinator()) {
            return views(sql.list(
                    READ + " where (cast(? as uuid) is null or p.id > cast(? as uuid)) order by p.id limit ?",
                    Purchases::purchase,
                    clock.instant(),
                    after,
                    after,
                    limit));
        }
        // Each half by its own index: with one condition for both neither could be used.
        return views(sql.list(
                READ + """
                 where p.id in (
                   (select id from package_purchase
                    where ? and client_id = ? and (cast(? as uuid) is null or id > cast(? as uuid)) order by id limit ?)
                   union
                   (select o.id from package_purchase o join therapist m on m.id = o.therapist_id
                    where ? and m.account_id = ? and (cast(? as uuid) is null or o.id > cast(? as uuid)) order by o.id limit ?))
                 order by p.id limit ?
                """,
                Purchases::purchase,
                clock.instant(),
                caller.isClient(),
                caller.accountId(),
                after,
                after,
                limit,
                caller.isTherapist(),
                caller.accountId(),
                after,
                after,
                limit,
                limit));
    }

    /** With what was paid for all of them, in as many queries as for one. */
    private List<PurchaseView> views(List<Purchase> purchases) {
        List<UUID> ids = purchases.stream().map(Purchase::id).toList();
        var kept = ledger.keptOfPurchases(ids);
        var asked = requests.latestOfPurchases(ids);
        return purchases.stream()
                .map(one -> view(one, kept.getOrDefault(one.id(), NOTHING), asked.get(one.id())))
                .toList();
    }

    /** Money came by a provider; what is paid whole becomes active. */
    @Transactional(Transactional.TxType.MANDATORY)
    void paymentReceived(UUID id) {
        locked(id).ifPresent(this::activateOncePaid);
    }

    /** Locked until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Purchase> locked(UUID id) {
        return sql
                .list(READ + " where p.id = ? for no key update of p", Purchases::purchase, clock.instant(), id)
                .stream()
                .findFirst();
    }

    /** Those that pay without being asked and have a session left for that day, the one that ends first at the front; locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Purchase> usable(UUID clientId, UUID serviceId, LocalDate day) {
        return sql.list(READ + """
                 where p.client_id = ? and p.service_id = ? and p.state = 'active' and p.use_automatically
                   and p.valid_until >= cast(? as date)
                 order by p.valid_until, p.id for no key update of p
                """, Purchases::purchase, clock.instant(), clientId, serviceId, day);
    }

    PurchaseOutcome done(UUID id) {
        Purchase purchase = read(id).orElseThrow();
        return new PurchaseOutcome.Done(view(purchase), purchase.version());
    }

    static boolean mayRecord(Purchase purchase, Caller caller) {
        return caller.isCoordinator()
                || (caller.isTherapist() && purchase.therapistAccountId().equals(caller.accountId()));
    }

    private void activateOncePaid(Purchase purchase) {
        if (!purchase.state().equals("awaiting_payment")
                || outstanding(purchase).signum() > 0) {
            return;
        }
        var zone = therapists.zone(purchase.therapistId()).orElse(ZoneOffset.UTC);
        sql.update(
                "update package_purchase set version = version + 1, state = 'active', valid_until = ? where id = ?",
                LocalDate.ofInstant(clock.instant(), zone).plusDays(purchase.validityDays()),
                purchase.id());
        sql.update("""
                insert into package_session (purchase_id, number, sessions)
                select id, generate_series(1, sessions), sessions from package_purchase where id = ?
                """, purchase.id());
    }

    private void awaitPaymentAgain(UUID id) {
        sql.list("""
                        select appointment_id from package_session where purchase_id = ? and appointment_id is not null
                        order by number for update
                        """, row -> row.getObject("appointment_id", UUID.class), id).forEach(ledger::uncovered);
        sql.update("delete from package_session where purchase_id = ?", id);
        sql.update("""
                update package_purchase set version = version + 1, state = 'awaiting_payment', valid_until = null where id = ?
                """, id);
    }

    /** Whether the client bought the same package once more, which is not yet paid; there is one such at a time. */
    private boolean awaitsAnother(Purchase purchase) {
        return !sql.list("""
                        select id from package_purchase where client_id = ? and package_id = ? and state = 'awaiting_payment'
                        """, row -> "", purchase.clientId(), purchase.packageId())
                .isEmpty();
    }

    private void close(UUID id, String state) {
        sql.update(
                "update package_purchase set version = version + 1, state = ?, closed_at = ? where id = ?",
                state,
                clock.instant(),
                id);
    }

    private BigDecimal outstanding(Purchase purchase) {
        return purchase.price()
                .amount()
                .subtract(ledger.totals(new PaidFor.PackagePurchase(purchase.id()))
                        .kept())
                .max(BigDecimal.ZERO);
    }

    private Optional<Purchase> read(UUID id) {
        return sql.list(READ + " where p.id = ?", Purchases::purchase, clock.instant(), id).stream()
                .findFirst();
    }

    private PurchaseView view(Purchase purchase) {
        return views(List.of(purchase)).getFirst();
    }

    private static PurchaseView view(Purchase purchase, BigDecimal paid, @Nullable PaymentRequestView asked) {
        return new PurchaseView(
                purchase.id(),
                purchase.shownState(),
                purchase.packageId(),
                new PurchaseView.Person(purchase.clientId(), purchase.clientName()),
                new PurchaseView.Person(purchase.therapistId(), purchase.therapistName()),
                new PackageView.Service(purchase.serviceId(), purchase.serviceName()),
                purchase.counted(),
                purchase.price(),
                paid,
                purchase.validUntil(),
                purchase.useAutomatically(),
                purchase.boughtAt(),
                asked);
    }

    private static Purchase purchase(ResultSet row) throws SQLException {
        return new Purchase(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("state"),
                row.getObject("package_id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getString("client_name"),
                row.getObject("therapist_id", UUID.class),
                row.getObject("therapist_account_id", UUID.class),
                row.getString("therapist_name"),
                row.getObject("service_id", UUID.class),
                row.getString("service_name"),
                row.getInt("sessions"),
                row.getInt("used"),
                row.getInt("reserved"),
                new Money(row.getBigDecimal("price_amount"), row.getString("price_currency")),
                row.getInt("validity_days"),
                row.getBoolean("use_automatically"),
                Objects.requireNonNull(Sql.instant(row, "bought_at")),
                row.getObject("valid_until", LocalDate.class),
                row.getBoolean("over"));
    }
}
