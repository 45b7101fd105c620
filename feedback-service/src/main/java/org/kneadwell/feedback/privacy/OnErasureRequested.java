package org.kneadwell.feedback.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FeedbackClientErased;
import org.kneadwell.kit.erasure.Erasure;
import org.kneadwell.kit.events.Events;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Forgets a client and says so. A repetition is answered again. */
@ApplicationScoped
class OnErasureRequested implements EventHandler<ErasureRequested> {

    private final Erasure erasure;
    private final Events events;
    private final Clock clock;

    OnErasureRequested(Erasure erasure, Events events, Clock clock) {
        this.erasure = erasure;
        this.events = events;
        this.clock = clock;
    }

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
        events.publish(new FeedbackClientErased(event.erasureId(), clock.instant()));
    }
}
