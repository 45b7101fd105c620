package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Notes who an appointment is between, for its follow-up. */
@ApplicationScoped
class OnAppointmentBooked implements EventHandler<AppointmentBooked> {

    private final AppointmentRepository appointments;

    OnAppointmentBooked(AppointmentRepository appointments) {
        this.appointments = appointments;
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
    public void on(AppointmentBooked booked, Delivery delivery) {
        appointments.note(booked);
    }
}
