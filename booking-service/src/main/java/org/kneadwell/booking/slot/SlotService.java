package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.slot.engine.WhyNone;

/** Lists the slots of one session. */
@ApplicationScoped
class SlotService {

    private final SlotSearch search;

    SlotService(SlotSearch search) {
        this.search = search;
    }

    /** @return empty if the session is not offered by that therapist */
    @Transactional
    Optional<SlotList> list(UUID therapistId, UUID serviceId, LocalDate from, LocalDate to, UUID accountId) {
        return search.offer(therapistId, serviceId).map(offer -> {
            Instant begin = from.atStartOfDay(offer.zone()).toInstant();
            Instant end = to.plusDays(1).atStartOfDay(offer.zone()).toInstant();
            SlotFinder finder = search.finder(offer, begin, end, accountId);
            List<TimeSlot> items = finder.startingIn(begin, end);
            List<String> whyNone = items.isEmpty()
                    ? finder.whyNone(begin, end).stream().map(WhyNone::sentence).toList()
                    : List.of();
            return new SlotList(offer.zone().getId(), items, whyNone);
        });
    }
}
