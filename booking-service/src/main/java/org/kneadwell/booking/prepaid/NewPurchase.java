package org.kneadwell.booking.prepaid;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A package to be bought.
 *
 * @param payBy who collects the money; the desk if left out
 * @param useAutomatically whether it pays for such sessions from now on without being asked; yes if left out
 */
record NewPurchase(
        @NotNull UUID packageId,
        @Nullable @Size(min = 1, max = 40) String payBy,
        @Nullable Boolean useAutomatically) {

    NewPurchase {
        payBy = payBy == null ? "desk" : payBy;
        useAutomatically = useAutomatically == null ? Boolean.TRUE : useAutomatically;
    }
}
