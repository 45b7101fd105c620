package org.kneadwell.booking.prepaid;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kneadwell.booking.payment.ReversalOutcome;

/** What can come of buying a package, paying for it, or paying with it. */
sealed interface PurchaseOutcome {

    record Done(PurchaseView purchase, int version) implements PurchaseOutcome {}

    /** There is no such purchase or appointment, or it is not the caller's. */
    record Unknown() implements PurchaseOutcome {}

    record NotOnOffer() implements PurchaseOutcome {}

    record BoughtAlready() implements PurchaseOutcome {}

    record OtherCurrency(String currency) implements PurchaseOutcome {}

    record NothingDue() implements PurchaseOutcome {}

    record MoreThanDue(BigDecimal outstanding, String currency) implements PurchaseOutcome {}

    record MoreThanPaid(BigDecimal kept, String currency) implements PurchaseOutcome {}

    record NotTakenBack(ReversalOutcome why) implements PurchaseOutcome {}

    /** Sessions of it took place or were given up too late, so that it was worth its money. */
    record SessionsUsed() implements PurchaseOutcome {}

    /** @param state of the purchase: it is not one that can be called off */
    record NotAwaiting(String state) implements PurchaseOutcome {}

    record PaidInPart() implements PurchaseOutcome {}

    /** @param state of the purchase */
    record NotActive(String state) implements PurchaseOutcome {}

    record ValidUntil(LocalDate last) implements PurchaseOutcome {}

    record OtherService() implements PurchaseOutcome {}

    record UsedUp() implements PurchaseOutcome {}

    /** @param state of the appointment */
    record NotAgreed(String state) implements PurchaseOutcome {}

    record CoveredAlready() implements PurchaseOutcome {}

    record PaidAlready() implements PurchaseOutcome {}
}
