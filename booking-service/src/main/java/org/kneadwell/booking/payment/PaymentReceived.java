package org.kneadwell.booking.payment;

/** Money came in; told inside the transaction that wrote it into the ledger. */
public record PaymentReceived(PaidFor what) {}
