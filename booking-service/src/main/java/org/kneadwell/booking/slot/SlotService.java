package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.PlacedSlots;
import org.kneadwell.booking.slot.engine.PlacedSlots.Placed;
import org.kneadwell.booking.slot.engine.WhyNone;

/** Lists the slots of one session. */
@ApplicationScoped
class SlotService {

    private static final String NO_ROOM = "This session needs a room, and where the therapist works there is none.";
    private static final String NOT_LICENSED = "No verified licence covers these days.";

    private final SlotSearch search;
    private final Clock clock;

    SlotService(SlotSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /** @return empty if the session is not offered by that therapist */
    @Transactional
    Optional<SlotList> list(UUID therapistId, UUID serviceId, LocalDate from, LocalDate to, UUID accountId) {
        return search.offer(therapistId, serviceId).map(offer -> {
            Instant begin = from.atStartOfDay(offer.zone()).toInstant();
            Instant end = to.plusDays(1).atStartOfDay(offer.zone()).toInstant();
            Instant now = clock.instant();
            List<Placed<Workplace>> free = search.startingIn(offer, begin, end, accountId, now);
            PlacedSlots<Workplace> openings = search.openings(offer, begin, end, Set.of(), null, now);
            List<Placed<Workplace>> items =
                    free.stream().filter(search.licensed(offer, accountId)).toList();
            List<String> whyNone = List.of();
            if (free.isEmpty() && openings.options().isEmpty()) {
                whyNone = List.of(NO_ROOM);
            } else if (free.isEmpty()) {
                whyNone = openings.whyNone(begin, end).stream()
                        .map(WhyNone::sentence)
                        .toList();
            } else if (items.isEmpty()) {
                whyNone = List.of(NOT_LICENSED);
            }
            return new SlotList(
                    offer.zone().getId(),
                    items.stream()
                            .map(placed -> new SlotList.FreeSlot(
                                    placed.slot().start(),
                                    placed.slot().end(),
                                    placed.place().locationId()))
                            .toList(),
                    items.stream()
                            .map(Placed::place)
                            .map(SlotList.Place::of)
                            .distinct()
                            .toList(),
                    whyNone);
        });
    }
}
