package org.kneadwell.booking.slot;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.kit.language.Language;

/**
 * One kind of session that one published therapist offers, and how it may be booked.
 *
 * @param therapistLanguage of mails to the therapist
 * @param zone of the location the therapist is entered with; where a session takes place decides its own
 * @param serviceName such as "Back and hips, 60 minutes"
 * @param needsRoom whether the session takes one of the location's rooms
 * @param rules with the session's length in them
 */
public record Offer(
        UUID therapistId,
        UUID therapistAccountId,
        String therapistName,
        String therapistEmail,
        Language therapistLanguage,
        ZoneId zone,
        UUID serviceId,
        String serviceName,
        BigDecimal priceAmount,
        String priceCurrency,
        boolean needsRoom,
        SlotRules rules,
        BookingTerms terms) {

    /** A session's time with its buffers. */
    public TimeSlot blocked(TimeSlot slot) {
        return new TimeSlot(slot.start().minus(rules.bufferBefore()), slot.end().plus(rules.bufferAfter()));
    }
}
