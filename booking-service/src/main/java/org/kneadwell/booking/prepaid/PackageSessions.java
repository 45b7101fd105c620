package org.kneadwell.booking.prepaid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.payment.Ledger;
import org.kneadwell.booking.payment.PaidFor;
import org.kneadwell.booking.prepaid.Purchases.Purchase;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.security.Caller;

/** Pays for appointments with the sessions of a package. Locks the appointment, then the purchase. */
@ApplicationScoped
class PackageSessions {

    private final Purchases purchases;
    private final Bookings bookings;
    private final Ledger ledger;
    private final Sql sql;
    private final Clock clock;

    PackageSessions(Purchases purchases, Bookings bookings, Ledger ledger, Sql sql, Clock clock) {
        this.purchases = purchases;
        this.bookings = bookings;
        this.ledger = ledger;
        this.sql = sql;
        this.clock = clock;
    }

    /** The client, its therapist or a coordinator says which purchase pays for an appointment, before the session or after it. */
    @Transactional
    PurchaseOutcome use(UUID appointmentId, UUID purchaseId, Caller caller) {
        if (!ledger.lockAppointment(appointmentId)) {
            return new PurchaseOutcome.Unknown();
        }
        AppointmentDetails appointment = bookings.find(appointmentId).orElseThrow();
        Optional<Purchase> found =
                purchases.locked(purchaseId).filter(one -> one.clientId().equals(appointment.clientId()));
        if (found.isEmpty() || !concerns(appointment, caller)) {
            return new PurchaseOutcome.Unknown();
        }
        Purchase purchase = found.get();
        LocalDate last = purchase.validUntil();
        var paid = ledger.totals(new PaidFor.OneAppointment(appointmentId));
        return switch (appointment.state()) {
            case "pending", "booked", "completed" -> {
                if (paid.coveredByPackage()) {
                    yield new PurchaseOutcome.CoveredAlready();
                }
                if (paid.kept().signum() > 0) {
                    yield new PurchaseOutcome.PaidAlready();
                }
                if (!purchase.serviceId().equals(appointment.serviceId())) {
                    yield new PurchaseOutcome.OtherService();
                }
                if (last == null || !purchase.state().equals("active")) {
                    yield new PurchaseOutcome.NotActive(purchase.state());
                }
                if (day(appointment).isAfter(last)) {
                    yield new PurchaseOutcome.ValidUntil(last);
                }
                yield take(purchase, appointment) ? purchases.done(purchaseId) : new PurchaseOutcome.UsedUp();
            }
            default -> new PurchaseOutcome.NotAgreed(appointment.state());
        };
    }

    /** What happens on booking: the purchase that ends first pays, if there is one that pays without being asked. */
    @Transactional(Transactional.TxType.MANDATORY)
    void useAutomatically(AppointmentDetails appointment) {
        // Most clients have none, and then this one question is all that a booking pays for it.
        List<Purchase> usable = purchases.usable(appointment.clientId(), appointment.serviceId(), day(appointment));
        if (usable.isEmpty()) {
            return;
        }
        var paid = ledger.totals(new PaidFor.OneAppointment(appointment.id()));
        if (paid.coveredByPackage() || paid.kept().signum() > 0) {
            return;
        }
        for (Purchase purchase : usable) {
            if (take(purchase, appointment)) {
                return;
            }
        }
    }

    /** The session goes back to its package. @return whether there was one */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean giveBack(UUID appointmentId) {
        int released = sql.update(
                "update package_session set appointment_id = null where appointment_id = ? and used_at is null",
                appointmentId);
        if (released > 0) {
            ledger.uncovered(appointmentId);
        }
        return released > 0;
    }

    /** The session is gone, whether it took place or was given up too late. */
    @Transactional(Transactional.TxType.MANDATORY)
    void useUp(UUID appointmentId) {
        sql.update(
                "update package_session set used_at = ? where appointment_id = ? and used_at is null",
                clock.instant(),
                appointmentId);
    }

    /** A time after the package's last day, or another session, is none it pays for. */
    @Transactional(Transactional.TxType.MANDATORY)
    void moved(AppointmentDetails appointment) {
        boolean paysNoMore = sql.list("""
                        select p.id from package_session s join package_purchase p on p.id = s.purchase_id
                        where s.appointment_id = ? and p.service_id = ? and p.valid_until >= cast(? as date)
                        """, row -> "", appointment.id(), appointment.serviceId(), day(appointment))
                .isEmpty();
        // What no package paid for before is none's to pay for because it moved.
        if (paysNoMore && giveBack(appointment.id())) {
            useAutomatically(appointment);
        }
    }

    /** Whether the client called it off after it could be cancelled free of charge; a request nobody had accepted never is late. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean calledOffTooLate(UUID appointmentId) {
        return !sql.list("""
                        select id from appointment where id = ? and closed_by = 'client' and booked_at is not null
                          and closed_at > free_until
                        """, row -> "", appointmentId).isEmpty();
    }

    /** With its purchase locked: a row that nobody has, and there are no more rows than were bought. */
    private boolean take(Purchase purchase, AppointmentDetails appointment) {
        Instant usedAt = appointment.state().equals("completed") ? clock.instant() : null;
        int taken = sql.update("""
                update package_session set appointment_id = ?, used_at = cast(? as timestamptz)
                where purchase_id = ? and appointment_id is null and number = (
                  select min(number) from package_session where purchase_id = ? and appointment_id is null)
                """, appointment.id(), usedAt, purchase.id(), purchase.id());
        if (taken > 0) {
            ledger.covered(appointment.id(), appointment.priceAmount(), appointment.priceCurrency(), purchase.id());
        }
        return taken > 0;
    }

    private static boolean concerns(AppointmentDetails appointment, Caller caller) {
        boolean client = caller.isClient() && appointment.clientId().equals(caller.accountId());
        boolean therapist =
                caller.isTherapist() && appointment.therapistAccountId().equals(caller.accountId());
        return client
                || ((therapist || caller.isCoordinator())
                        && !appointment.state().equals("held")
                        && !appointment.state().equals("expired"));
    }

    private static LocalDate day(AppointmentDetails appointment) {
        return LocalDate.ofInstant(appointment.time().start(), appointment.zone());
    }
}
