package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Learns what a client may have and wishes for. */
@ApplicationScoped
class OnIntakeAssessed implements EventHandler<IntakeAssessed> {

    private final IntakeStore store;

    OnIntakeAssessed(IntakeStore store) {
        this.store = store;
    }

    @Override
    public String type() {
        return EventTypes.of(IntakeAssessed.class);
    }

    @Override
    public Class<IntakeAssessed> payloadType() {
        return IntakeAssessed.class;
    }

    @Override
    public void on(IntakeAssessed event, Delivery delivery) {
        store.apply(event, delivery.aggregateVersion());
    }
}
