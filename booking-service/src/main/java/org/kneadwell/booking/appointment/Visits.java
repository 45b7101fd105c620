package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.kneadwell.events.AppointmentNoShow;
import org.kneadwell.kit.events.Events;

/** What a session does to its appointment, in the session's own transaction. The account is the therapist's wherever something changes. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Visits {

    private final AppointmentRepository appointments;
    private final Events events;

    private final Event<AppointmentChanged> changes;

    Visits(AppointmentRepository appointments, Events events, Event<AppointmentChanged> changes) {
        this.appointments = appointments;
        this.events = events;
        this.changes = changes;
    }

    /** Locks the appointment until the transaction ends; empty unless it was agreed and is this therapist's. */
    public Optional<Visit> lock(UUID id, UUID accountId, Instant now) {
        return appointments.agreedOfTherapist(id, accountId).map(appointment -> Visit.of(appointment, now));
    }

    /** Whether it is this client's. */
    public boolean isOf(UUID id, UUID clientId) {
        return appointments.count("id = ?1 and clientId = ?2", id, clientId) > 0;
    }

    /** @return whether it was booked and had not begun */
    public boolean start(UUID id, UUID accountId, Instant now) {
        return change(id, accountId, now, Appointment::startSession);
    }

    /** @return whether its session was going on */
    public boolean complete(UUID id, UUID accountId, Instant now) {
        boolean completed = change(id, accountId, now, Appointment::complete);
        if (completed) {
            tell(AppointmentChanged.Kind.COMPLETED, appointments.findById(id), now);
        }
        return completed;
    }

    /** @return whether it was booked and its session had not begun; then the no-show is recorded and told to others */
    public boolean noShow(UUID id, UUID accountId, Instant now) {
        boolean recorded = change(id, accountId, now, Appointment::noShow);
        if (recorded) {
            Appointment appointment = appointments.findById(id);
            events.publish(new AppointmentNoShow(id, appointment.clientId(), appointment.therapistId(), now));
            tell(AppointmentChanged.Kind.NO_SHOW, appointment, now);
        }
        return recorded;
    }

    private void tell(AppointmentChanged.Kind kind, Appointment appointment, Instant now) {
        changes.fire(new AppointmentChanged(kind, AppointmentDetails.of(appointment, now), null, Party.THERAPIST));
    }

    private boolean change(UUID id, UUID accountId, Instant now, BiPredicate<Appointment, Instant> verb) {
        boolean changed = appointments
                .agreedOfTherapist(id, accountId)
                .filter(appointment -> verb.test(appointment, now))
                .isPresent();
        appointments.flush();
        return changed;
    }
}
