package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AppointmentRescheduled;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnAppointmentRescheduled implements EventHandler<AppointmentRescheduled> {

    private final VisitEvents visits;

    OnAppointmentRescheduled(VisitEvents visits) {
        this.visits = visits;
    }

    @Override
    public String type() {
        return EventTypes.of(AppointmentRescheduled.class);
    }

    @Override
    public Class<AppointmentRescheduled> payloadType() {
        return AppointmentRescheduled.class;
    }

    @Override
    public void on(AppointmentRescheduled event, Delivery delivery) {
        visits.on(event);
    }
}
