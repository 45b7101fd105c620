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

    private static final String NOT_LICENSED = "No verified licence covers these days.";

    private final SlotSearch search;
    private final SlotData data;

    SlotService(SlotSearch search, SlotData data) {
        this.search = search;
        this.data = data;
    }

    /** @return empty if the session is not offered by that therapist */
    @Transactional
    Optional<SlotList> list(UUID therapistId, UUID serviceId, LocalDate from, LocalDate to, UUID accountId) {
        return search.offer(therapistId, serviceId).map(offer -> {
            Instant begin = from.atStartOfDay(offer.zone()).toInstant();
            Instant end = to.plusDays(1).atStartOfDay(offer.zone()).toInstant();
            SlotFinder finder = search.finder(offer, begin, end, accountId);
            List<TimeSlot> free = finder.startingIn(begin, end);
            List<SlotData.Licensed> licensed = data.licensed(therapistId, accountId);
            // Holding any other would be refused.
            List<TimeSlot> items = free.stream()
                    .filter(slot -> licensed.stream()
                            .anyMatch(period -> period.covers(LocalDate.ofInstant(slot.start(), offer.zone()))))
                    .toList();
            List<String> whyNone = List.of();
            if (free.isEmpty()) {
                whyNone = finder.whyNone(begin, end).stream()
                        .map(WhyNone::sentence)
                        .toList();
            } else if (items.isEmpty()) {
                whyNone = List.of(NOT_LICENSED);
            }
            return new SlotList(offer.zone().getId(), items, whyNone);
        });
    }
}
