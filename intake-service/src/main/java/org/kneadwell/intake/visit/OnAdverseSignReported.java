package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnAdverseSignReported implements EventHandler<AdverseSignReported> {

    private final VisitEvents visits;

    OnAdverseSignReported(VisitEvents visits) {
        this.visits = visits;
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
        visits.on(event);
    }
}
