package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Learns what the client found after a session, for the next search. */
@ApplicationScoped
class OnFollowUpAnswered implements EventHandler<FollowUpAnswered> {

    private final IntakeStore store;

    OnFollowUpAnswered(IntakeStore store) {
        this.store = store;
    }

    @Override
    public String type() {
        return EventTypes.of(FollowUpAnswered.class);
    }

    @Override
    public Class<FollowUpAnswered> payloadType() {
        return FollowUpAnswered.class;
    }

    @Override
    public void on(FollowUpAnswered event, Delivery delivery) {
        store.apply(event, delivery.aggregateVersion());
    }
}
