package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.waitlist.Entry.Offered;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.scope.ClientScope;

/** Who waits for a therapist. Those who wait for anybody have not named this one, and those who blocked this one are not shown. */
@ApplicationScoped
class TherapistWaitlist {

    private final WaitlistStore store;
    private final ClientScope scope;
    private final Clock clock;

    TherapistWaitlist(WaitlistStore store, ClientScope scope, Clock clock) {
        this.store = store;
        this.scope = scope;
        this.clock = clock;
    }

    /** @param after the last one of the page before; who waited longest first */
    @Transactional
    Page<WaitingView> of(UUID therapistId, @Nullable UUID after, int limit) {
        Instant now = clock.instant();
        // Cut before leaving anybody out, so that a short page is not taken for the last.
        var page = Page.of(
                store.namedIn(therapistId, after, WaitlistStore.lastDateOnEarth(now), limit + 1),
                limit,
                last -> last.id().toString());
        List<Entry> shown = page.items().stream()
                .filter(entry -> !blocked(entry.clientId(), therapistId))
                .toList();
        var offers = store.offers(shown.stream().map(Entry::id).toList());
        return new Page<>(
                shown.stream()
                        .map(entry -> WaitingView.of(
                                entry, standing(offers.getOrDefault(entry.id(), List.of()), therapistId, now)))
                        .toList(),
                page.next());
    }

    private static @Nullable Offered standing(List<Offered> offers, UUID therapistId, Instant now) {
        return offers.stream()
                .filter(offer -> offer.therapistId().equals(therapistId) && offer.stands(now))
                .findFirst()
                .orElse(null);
    }

    private boolean blocked(UUID clientId, UUID therapistId) {
        scope.enter(clientId);
        return store.blocked(clientId, therapistId);
    }
}
