package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnFollowUpAnswered implements EventHandler<FollowUpAnswered> {

    private final VisitEvents visits;

    OnFollowUpAnswered(VisitEvents visits) {
        this.visits = visits;
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
        visits.on(event);
    }
}
