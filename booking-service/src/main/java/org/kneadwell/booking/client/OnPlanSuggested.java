package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.PlanSuggested;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Learns the suggested next step, and whether with another therapist. */
@ApplicationScoped
class OnPlanSuggested implements EventHandler<PlanSuggested> {

    private final SuggestionStore store;

    OnPlanSuggested(SuggestionStore store) {
        this.store = store;
    }

    @Override
    public String type() {
        return EventTypes.of(PlanSuggested.class);
    }

    @Override
    public Class<PlanSuggested> payloadType() {
        return PlanSuggested.class;
    }

    @Override
    public void on(PlanSuggested event, Delivery delivery) {
        store.apply(event, delivery.aggregateVersion());
    }
}
