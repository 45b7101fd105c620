package org.kneadwell.booking.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.payment.Ledger.Totals;
import org.kneadwell.booking.payment.PaidFor.OneAppointment;
import org.kneadwell.kit.security.Caller;

/** Money for single appointments. Each decision locks its appointment, so that nothing is paid or given back twice. */
@ApplicationScoped
class AppointmentPayments {

    private final Bookings bookings;
    private final Ledger ledger;
    private final PaymentRequests requests;

    AppointmentPayments(Bookings bookings, Ledger ledger, PaymentRequests requests) {
        this.bookings = bookings;
        this.ledger = ledger;
        this.requests = requests;
    }

    /** For its client, its therapist, and any coordinator. */
    @Transactional
    Optional<Balance> balance(UUID id, Caller caller) {
        return visible(id, caller).map(this::balance);
    }

    @Transactional
    Optional<List<LedgerEntry>> entries(UUID id, Caller caller, @Nullable UUID after, int limit) {
        return visible(id, caller)
                .map(appointment -> ledger.entries(new OneAppointment(appointment.id()), after, limit));
    }

    @Transactional
    PaymentOutcome pay(UUID id, NewPayment payment, Caller caller) {
        Optional<AppointmentDetails> found = lockRecordable(id, caller);
        if (found.isEmpty()) {
            return new PaymentOutcome.Unknown();
        }
        AppointmentDetails appointment = found.get();
        if (!payment.money().currency().equals(appointment.priceCurrency())) {
            return new PaymentOutcome.OtherCurrency(appointment.priceCurrency());
        }
        BigDecimal outstanding = balance(appointment).outstanding();
        if (outstanding.signum() == 0) {
            return new PaymentOutcome.NothingDue();
        }
        if (payment.money().amount().compareTo(outstanding) > 0) {
            return new PaymentOutcome.MoreThanDue(outstanding, appointment.priceCurrency());
        }
        ledger.paid(new OneAppointment(id), payment, caller.accountId());
        Balance now = balance(appointment);
        if (now.outstanding().signum() == 0) {
            requests.paidAtTheDesk(new OneAppointment(id));
        }
        return new PaymentOutcome.Recorded(now);
    }

    @Transactional
    PaymentOutcome refund(UUID id, NewPayment refund, Caller caller) {
        Optional<AppointmentDetails> found = lockRecordable(id, caller);
        if (found.isEmpty()) {
            return new PaymentOutcome.Unknown();
        }
        AppointmentDetails appointment = found.get();
        if (!refund.money().currency().equals(appointment.priceCurrency())) {
            return new PaymentOutcome.OtherCurrency(appointment.priceCurrency());
        }
        Totals totals = ledger.totals(new OneAppointment(id));
        if (refund.money().amount().compareTo(totals.kept()) > 0) {
            return new PaymentOutcome.MoreThanPaid(totals.kept(), appointment.priceCurrency());
        }
        ledger.refunded(new OneAppointment(id), refund, caller.accountId());
        return new PaymentOutcome.Recorded(balance(appointment));
    }

    /** Takes back a line recorded by mistake, or waives a late fee. */
    @Transactional
    PaymentOutcome reverse(UUID id, UUID entryId, Reversal why, Caller caller) {
        Optional<AppointmentDetails> found = lockRecordable(id, caller);
        Optional<LedgerEntry> line = found.flatMap(appointment -> ledger.entry(new OneAppointment(id), entryId));
        if (found.isEmpty() || line.isEmpty()) {
            return new PaymentOutcome.Unknown();
        }
        return switch (ledger.takeBack(new OneAppointment(id), line.get(), why, caller.accountId())) {
            case DONE -> new PaymentOutcome.Recorded(balance(found.get()));
            case ReversalOutcome refused -> new PaymentOutcome.NotTakenBack(refused);
        };
    }

    /** The client asks to pay what is outstanding, by one of the providers there are. */
    @Transactional
    PaymentOutcome ask(UUID id, String payBy, Caller caller) {
        if (!ledger.lockAppointment(id)) {
            return new PaymentOutcome.Unknown();
        }
        Optional<AppointmentDetails> found =
                bookings.find(id).filter(appointment -> appointment.clientId().equals(caller.accountId()));
        if (found.isEmpty()) {
            return new PaymentOutcome.Unknown();
        }
        BigDecimal outstanding = balance(found.get()).outstanding();
        return outstanding.signum() == 0
                ? new PaymentOutcome.NothingDue()
                : new PaymentOutcome.Asked(requests.ask(
                        new OneAppointment(id),
                        new Money(outstanding, found.get().priceCurrency()),
                        payBy));
    }

    private Balance balance(AppointmentDetails appointment) {
        var what = new OneAppointment(appointment.id());
        return Balance.of(
                appointment, ledger.totals(what), requests.latest(what).orElse(null));
    }

    private Optional<AppointmentDetails> visible(UUID id, Caller caller) {
        return bookings.find(id)
                .filter(appointment -> appointment.clientId().equals(caller.accountId()) && caller.isClient()
                        || mayRecord(appointment, caller));
    }

    private Optional<AppointmentDetails> lockRecordable(UUID id, Caller caller) {
        return ledger.lockAppointment(id)
                ? bookings.find(id).filter(appointment -> mayRecord(appointment, caller))
                : Optional.empty();
    }

    /** A hold is its client's business alone. */
    private static boolean mayRecord(AppointmentDetails appointment, Caller caller) {
        boolean agreed = !Set.of("held", "expired").contains(appointment.state());
        return agreed
                && (caller.isCoordinator()
                        || (caller.isTherapist()
                                && appointment.therapistAccountId().equals(caller.accountId())));
    }
}
