package org.kneadwell.booking.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What money is for. */
public sealed interface PaidFor {

    UUID id();

    record OneAppointment(UUID id) implements PaidFor {}

    record PackagePurchase(UUID id) implements PaidFor {}

    /** In which the tables of money name it. */
    default String column() {
        return switch (this) {
            case OneAppointment _ -> "appointment_id";
            case PackagePurchase _ -> "purchase_id";
        };
    }

    /** For the column of its kind; null in the other. */
    default @Nullable UUID appointmentId() {
        return this instanceof OneAppointment ? id() : null;
    }

    default @Nullable UUID purchaseId() {
        return this instanceof PackagePurchase ? id() : null;
    }
}
