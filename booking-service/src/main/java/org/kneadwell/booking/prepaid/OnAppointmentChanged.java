package org.kneadwell.booking.prepaid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.kneadwell.booking.appointment.AppointmentChanged;
import org.kneadwell.booking.appointment.AppointmentDetails;

/** Lets the sessions of packages follow the appointments they pay for. */
@ApplicationScoped
class OnAppointmentChanged {

    private final PackageSessions sessions;

    OnAppointmentChanged(PackageSessions sessions) {
        this.sessions = sessions;
    }

    void on(@Observes AppointmentChanged changed) {
        AppointmentDetails appointment = changed.appointment();
        switch (changed.kind()) {
            case REQUESTED, BOOKED -> sessions.useAutomatically(appointment);
            case RESCHEDULED -> sessions.moved(appointment);
            case DECLINED, LAPSED -> sessions.giveBack(appointment.id());
            case CANCELLED -> {
                if (sessions.calledOffTooLate(appointment.id())) {
                    sessions.useUp(appointment.id());
                } else {
                    sessions.giveBack(appointment.id());
                }
            }
            case COMPLETED, NO_SHOW -> sessions.useUp(appointment.id());
            case HELD, LET_GO -> {}
        }
    }
}
