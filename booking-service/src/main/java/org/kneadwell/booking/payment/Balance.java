package org.kneadwell.booking.payment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.payment.Ledger.Totals;

/**
 * How an appointment stands.
 *
 * @param charges what makes up {@code due}
 * @param coveredByPackage whether a session of a package pays for it; then nothing is due
 * @param outstanding what is still to be paid
 * @param toGiveBack what was paid and is not due any more
 * @param payment the latest request for the money
 */
public record Balance(
        UUID appointmentId,
        String currency,
        List<Charge> charges,
        boolean coveredByPackage,
        BigDecimal due,
        BigDecimal paid,
        BigDecimal refunded,
        BigDecimal outstanding,
        BigDecimal toGiveBack,
        @Nullable PaymentRequestView payment) {

    /** @param kind session, or late_fee after a late cancellation or a no-show */
    public record Charge(
            @Schema(enumeration = {"session", "late_fee"}) String kind, BigDecimal amount) {}

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    static Balance of(AppointmentDetails appointment, Totals totals, @Nullable PaymentRequestView asked) {
        var charges = new ArrayList<Charge>();
        // A package pays for the session, and for a session that was given up too late.
        if (!totals.coveredByPackage()) {
            if (agreed(appointment.state()) && appointment.priceAmount().signum() > 0) {
                charges.add(new Charge("session", appointment.priceAmount()));
            }
            if (totals.lateFees().signum() > 0) {
                charges.add(new Charge("late_fee", totals.lateFees()));
            }
        }
        BigDecimal due = charges.stream().map(Charge::amount).reduce(NOTHING, BigDecimal::add);
        BigDecimal open = due.subtract(totals.kept());
        return new Balance(
                appointment.id(),
                appointment.priceCurrency(),
                List.copyOf(charges),
                totals.coveredByPackage(),
                due,
                totals.paid(),
                totals.refunded(),
                open.max(NOTHING),
                open.negate().max(NOTHING),
                asked);
    }

    private static boolean agreed(String state) {
        return state.equals("booked") || state.equals("completed");
    }
}
