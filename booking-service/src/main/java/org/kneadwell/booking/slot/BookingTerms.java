package org.kneadwell.booking.slot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;

/**
 * On what terms a therapist is booked.
 *
 * @param travel how long the therapist is on the way between two locations, where nothing else is said
 * @param byTherapist whether the therapist accepts each booking before it stands
 * @param answerWithin how long the therapist has for that
 * @param freeUntil how long before the start the client may still cancel free of charge
 * @param lateFeePercent what a later cancellation costs, in percent of the price, 0–100
 */
public record BookingTerms(
        Duration travel, boolean byTherapist, Duration answerWithin, Duration freeUntil, int lateFeePercent) {

    /** Nobody has to answer for a session that has begun. */
    public Instant answerBy(Instant now, Instant start) {
        Instant given = now.plus(answerWithin);
        return given.isBefore(start) ? given : start;
    }

    public Instant freeUntil(Instant start) {
        return start.minus(freeUntil);
    }

    /** As precise as the currency has coins. */
    public BigDecimal lateFee(BigDecimal price, String currency) {
        int digits = Math.clamp(Currency.getInstance(currency).getDefaultFractionDigits(), 0, 2);
        return price.multiply(BigDecimal.valueOf(lateFeePercent))
                .divide(BigDecimal.valueOf(100), digits, RoundingMode.HALF_UP);
    }
}
