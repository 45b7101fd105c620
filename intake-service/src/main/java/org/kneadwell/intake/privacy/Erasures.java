package org.kneadwell.intake.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.kit.erasure.Erasure;
import org.kneadwell.kit.events.Events;

/** Forgets a client here at once, has the other services do so, and knows which have. */
@ApplicationScoped
class Erasures {

    private final ErasureRepository entries;
    private final Erasure erasure;
    private final Events events;
    private final Clock clock;

    Erasures(ErasureRepository entries, Erasure erasure, Events events, Clock clock) {
        this.entries = entries;
        this.erasure = erasure;
        this.events = events;
        this.clock = clock;
    }

    /** Asked for again, it is the same erasure. */
    @Transactional
    ErasureEntry request(UUID clientId) {
        Optional<ErasureEntry> earlier = entries.of(clientId);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var entry = new ErasureEntry(clientId, clock.instant());
        entries.persistAndFlush(entry);
        erasure.erase(clientId);
        events.publish(new ErasureRequested(clientId, entry.id(), entry.requestedAt()));
        return entry;
    }

    @Transactional
    Optional<ErasureEntry> of(UUID clientId) {
        return entries.of(clientId);
    }

    @Transactional(TxType.MANDATORY)
    void bookingDone(UUID erasureId, Instant at) {
        entries.findByIdOptional(erasureId).ifPresent(entry -> entry.bookingDone(at));
    }

    @Transactional(TxType.MANDATORY)
    void feedbackDone(UUID erasureId, Instant at) {
        entries.findByIdOptional(erasureId).ifPresent(entry -> entry.feedbackDone(at));
    }
}
