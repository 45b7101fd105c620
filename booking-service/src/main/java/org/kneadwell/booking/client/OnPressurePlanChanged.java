package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Learns how firm each region may be worked now, and whether anything may be booked. */
@ApplicationScoped
class OnPressurePlanChanged implements EventHandler<PressurePlanChanged> {

    private final IntakeStore store;

    OnPressurePlanChanged(IntakeStore store) {
        this.store = store;
    }

    @Override
    public String type() {
        return EventTypes.of(PressurePlanChanged.class);
    }

    @Override
    public Class<PressurePlanChanged> payloadType() {
        return PressurePlanChanged.class;
    }

    @Override
    public void on(PressurePlanChanged event, Delivery delivery) {
        store.apply(event, delivery.aggregateVersion());
    }
}
