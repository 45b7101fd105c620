package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Schedules the follow-up, counted from the session's end. */
@ApplicationScoped
class OnSessionCompleted implements EventHandler<SessionCompleted> {

    private final AppointmentRepository appointments;
    private final FollowUpRepository followUps;
    private final Vault vault;

    OnSessionCompleted(AppointmentRepository appointments, FollowUpRepository followUps, Vault vault) {
        this.appointments = appointments;
        this.followUps = followUps;
        this.vault = vault;
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
    public void on(SessionCompleted completed, Delivery delivery) {
        if (followUps.ofAppointment(completed.appointmentId()).isPresent()) {
            return;
        }
        // Booked comes before completed, always; without it there is nobody to ask, and the event waits for a person.
        if (appointments.findByIdOptional(completed.appointmentId()).isEmpty()) {
            throw new IllegalStateException("A session was completed whose booking is not known.");
        }
        var regions = completed.regions().stream()
                .map(worked -> new Regions.Worked(
                        worked.region(),
                        worked.target() == null ? null : worked.target().value(),
                        false))
                .toList();
        followUps.persist(new FollowUp(
                Ids.next(),
                completed.appointmentId(),
                completed.clientId(),
                completed.therapistId(),
                completed.endedAt(),
                new Regions(regions),
                vault));
    }
}
