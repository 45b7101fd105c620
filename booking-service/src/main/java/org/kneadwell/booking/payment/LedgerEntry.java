package org.kneadwell.booking.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param amount never below zero; the kind says which way it counts
 * @param method desk_cash, desk_card, bank_transfer, reference or provider; only with a payment or a refund
 * @param reverses the line this one takes back
 * @param reversed whether another line takes this one back
 */
public record LedgerEntry(
        UUID id,

        @Schema(enumeration = {"late_fee", "package", "payment", "refund", "reversal"})
        String kind,

        BigDecimal amount,
        String currency,
        @Nullable String method,
        @Nullable String reference,
        @Nullable UUID reverses,
        boolean reversed,
        Instant recordedAt) {

    /** What a provider collected did move, and what a package pays for follows the appointment. */
    boolean isReversible() {
        return Set.of("payment", "refund", "late_fee").contains(kind) && !"provider".equals(method);
    }

    boolean counts(String wanted) {
        return !reversed && kind.equals(wanted);
    }
}
