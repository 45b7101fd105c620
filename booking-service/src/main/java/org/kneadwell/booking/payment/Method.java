package org.kneadwell.booking.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How money changed hands, as somebody at the desk says. */
public enum Method {
    @JsonProperty("desk_cash")
    DESK_CASH,
    @JsonProperty("desk_card")
    DESK_CARD,
    @JsonProperty("bank_transfer")
    BANK_TRANSFER,
    /** Elsewhere; the reference says where to look it up. */
    @JsonProperty("reference")
    REFERENCE;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
