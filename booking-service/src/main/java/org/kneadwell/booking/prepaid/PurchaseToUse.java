package org.kneadwell.booking.prepaid;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** Which purchase pays. */
record PurchaseToUse(@NotNull UUID packagePurchaseId) {}
