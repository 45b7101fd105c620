package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnAppointmentCancelled implements EventHandler<AppointmentCancelled> {

    private final VisitEvents visits;

    OnAppointmentCancelled(VisitEvents visits) {
        this.visits = visits;
    }

    @Override
    public String type() {
        return EventTypes.of(AppointmentCancelled.class);
    }

    @Override
    public Class<AppointmentCancelled> payloadType() {
        return AppointmentCancelled.class;
    }

    @Override
    public void on(AppointmentCancelled event, Delivery delivery) {
        visits.on(event);
    }
}
