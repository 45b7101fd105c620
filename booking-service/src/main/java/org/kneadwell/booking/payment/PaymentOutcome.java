package org.kneadwell.booking.payment;

import java.math.BigDecimal;

/** What can come of recording money. */
sealed interface PaymentOutcome {

    record Recorded(Balance balance) implements PaymentOutcome {}

    record Asked(PaymentRequestView request) implements PaymentOutcome {}

    /** There is no such appointment, or it is not the caller's. */
    record Unknown() implements PaymentOutcome {}

    record NothingDue() implements PaymentOutcome {}

    record MoreThanDue(BigDecimal outstanding, String currency) implements PaymentOutcome {}

    record MoreThanPaid(BigDecimal kept, String currency) implements PaymentOutcome {}

    record OtherCurrency(String currency) implements PaymentOutcome {}

    record NotTakenBack(ReversalOutcome why) implements PaymentOutcome {}
}
