package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.TherapistPublished;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnTherapistPublished implements EventHandler<TherapistPublished> {

    private final VisitEvents visits;

    OnTherapistPublished(VisitEvents visits) {
        this.visits = visits;
    }

    @Override
    public String type() {
        return EventTypes.of(TherapistPublished.class);
    }

    @Override
    public Class<TherapistPublished> payloadType() {
        return TherapistPublished.class;
    }

    @Override
    public void on(TherapistPublished event, Delivery delivery) {
        visits.on(event);
    }
}
