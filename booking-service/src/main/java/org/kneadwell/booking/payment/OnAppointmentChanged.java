package org.kneadwell.booking.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import org.kneadwell.booking.appointment.AppointmentChanged;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.sql.Sql;

/** Charges the late fee when a client gave up an appointment too late, or did not come. */
@ApplicationScoped
class OnAppointmentChanged {

    private final Ledger ledger;
    private final Sql sql;

    OnAppointmentChanged(Ledger ledger, Sql sql) {
        this.ledger = ledger;
        this.sql = sql;
    }

    void on(@Observes AppointmentChanged changed) {
        switch (changed.kind()) {
            case CANCELLED, NO_SHOW -> charge(changed.appointment());
            case HELD, LET_GO, REQUESTED, BOOKED, DECLINED, RESCHEDULED, LAPSED, COMPLETED -> {}
        }
    }

    private void charge(AppointmentDetails appointment) {
        BigDecimal fee = appointment.lateFee();
        // Whether it was too late is for the appointment to say; it has written it down by now.
        boolean late = !sql.list(
                        "select id from appointment where id = ? and late_fee_charged", row -> "", appointment.id())
                .isEmpty();
        // Of a package the session is what is lost.
        if (late
                && fee != null
                && !ledger.totals(new PaidFor.OneAppointment(appointment.id())).coveredByPackage()) {
            ledger.charged(appointment.id(), fee, appointment.priceCurrency());
        }
    }
}
