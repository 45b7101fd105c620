package org.kneadwell.booking.prepaid;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.kneadwell.booking.payment.Money;

/**
 * A package to be offered, or what one is to be from now on.
 *
 * @param price of all sessions together
 * @param validityDays how long the sessions may be used, from the day of payment
 */
record NewPackage(
        @NotNull UUID serviceId,
        @NotNull @Min(2) @Max(20) Integer sessions,
        @NotNull @Valid Money price,
        @NotNull @Min(1) @Max(1095) Integer validityDays) {}
