package org.kneadwell.kit.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.kit.events.Events;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Forgets a client and says so. A repetition is answered again. A service makes it a bean by a subclass with its own answer. */
public abstract class ForgetsWhenAsked implements EventHandler<ErasureRequested> {

    private final Erasure erasure;
    private final Events events;
    private final Clock clock;

    protected ForgetsWhenAsked(Erasure erasure, Events events, Clock clock) {
        this.erasure = erasure;
        this.events = events;
        this.clock = clock;
    }

    /** The event by which this service says that it has forgotten. */
    protected abstract Event done(UUID erasureId, Instant at);

    @Override
    public String type() {
        return EventTypes.of(ErasureRequested.class);
    }

    @Override
    public Class<ErasureRequested> payloadType() {
        return ErasureRequested.class;
    }

    @Override
    public void on(ErasureRequested event, Delivery delivery) {
        erasure.erase(event.clientId());
        events.publish(done(event.erasureId(), clock.instant()));
    }
}
