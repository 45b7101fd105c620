package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnAppointmentBooked implements EventHandler<AppointmentBooked> {

    private final VisitEvents visits;

    OnAppointmentBooked(VisitEvents visits) {
        this.visits = visits;
    }

    @Override
    public String type() {
        return EventTypes.of(AppointmentBooked.class);
    }

    @Override
    public Class<AppointmentBooked> payloadType() {
        return AppointmentBooked.class;
    }

    @Override
    public void on(AppointmentBooked event, Delivery delivery) {
        visits.on(event);
    }
}
