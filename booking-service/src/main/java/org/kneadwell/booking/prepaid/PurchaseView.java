package org.kneadwell.booking.prepaid;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.payment.Money;
import org.kneadwell.booking.payment.PaymentRequestView;

/**
 * A package somebody bought.
 *
 * @param paid what came in, less what was given back
 * @param validUntil the last day on which its sessions can take place; known once it is paid
 * @param useAutomatically whether it pays for such sessions without being asked
 * @param payment the latest request for the money
 */
record PurchaseView(
        UUID id,

        @Schema(enumeration = {"awaiting_payment", "active", "expired", "cancelled", "refunded"})
        String state,

        UUID packageId,
        Person client,
        Person therapist,
        PackageView.Service service,
        Sessions sessions,
        Money price,
        BigDecimal paid,
        @Nullable LocalDate validUntil,
        boolean useAutomatically,
        Instant boughtAt,
        @Nullable PaymentRequestView payment) {

    record Person(UUID id, String name) {}

    /**
     * @param used by sessions that took place or were given up too late
     * @param reserved for appointments to come
     * @param left what can still be used
     */
    record Sessions(int bought, int used, int reserved, int left) {}
}
