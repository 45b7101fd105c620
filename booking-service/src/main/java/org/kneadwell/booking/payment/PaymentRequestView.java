package org.kneadwell.booking.payment;

import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Money asked for.
 *
 * @param payBy who collects it
 * @param continueAt where the client goes on to pay; null at the desk
 */
public record PaymentRequestView(
        UUID id,
        String payBy,

        @Schema(enumeration = {"pending", "confirmed", "failed"})
        String state,

        BigDecimal amount,
        String currency,
        @Nullable String continueAt) {}
