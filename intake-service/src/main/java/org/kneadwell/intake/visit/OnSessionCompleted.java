package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnSessionCompleted implements EventHandler<SessionCompleted> {

    private final VisitEvents visits;

    OnSessionCompleted(VisitEvents visits) {
        this.visits = visits;
    }

    @Override
    public String type() {
        return EventTypes.of(SessionCompleted.class);
    }

    @Override
    public Class<SessionCompleted> payloadType() {
        return SessionCompleted.class;
    }

    @Override
    public void on(SessionCompleted event, Delivery delivery) {
        visits.on(event);
    }
}
