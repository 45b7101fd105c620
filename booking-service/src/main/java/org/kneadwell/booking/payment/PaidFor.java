package org.kneadwell.booking.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What money is for. */
public sealed interface PaidFor {

    UUID id();

    record OneAppointment(UUID id) implements PaidFor {}

    record PackagePurchase(UUID id) implements PaidFor {}

    /** For the column of its kind; null in the other. */
    default @Nullable UUID appointmentId() {
        return this instanceof OneAppointment ? id() : null;
    }

    default @Nullable UUID purchaseId() {
        return this instanceof PackagePurchase ? id() : null;
    }
}
