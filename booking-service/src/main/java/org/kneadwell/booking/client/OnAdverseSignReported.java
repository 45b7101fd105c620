package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Stops booking at once; intake-service says when it may go on. */
@ApplicationScoped
class OnAdverseSignReported implements EventHandler<AdverseSignReported> {

    private final Alarms alarms;

    OnAdverseSignReported(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public String type() {
        return EventTypes.of(AdverseSignReported.class);
    }

    @Override
    public Class<AdverseSignReported> payloadType() {
        return AdverseSignReported.class;
    }

    @Override
    public void on(AdverseSignReported event, Delivery delivery) {
        alarms.raise(event.clientId(), event.reportedAt());
    }
}
