package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** A session that did not take place is not asked about. */
@ApplicationScoped
class OnAppointmentCancelled implements EventHandler<AppointmentCancelled> {

    private final AppointmentRepository appointments;
    private final FollowUpRepository followUps;

    OnAppointmentCancelled(AppointmentRepository appointments, FollowUpRepository followUps) {
        this.appointments = appointments;
        this.followUps = followUps;
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
    public void on(AppointmentCancelled cancelled, Delivery delivery) {
        appointments.cancel(cancelled.appointmentId());
        followUps
                .ofAppointment(cancelled.appointmentId())
                .filter(followUp -> followUp.state().open())
                .ifPresent(FollowUp::cancel);
    }
}
