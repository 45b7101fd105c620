package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.kneadwell.booking.appointment.AppointmentChanged;
import org.kneadwell.booking.availability.HoursChanged;

/**
 * Writes down, in the transaction of a change, what it means for those who wait. Offers are made afterwards, in transactions of
 * their own: here the therapist's decisions are locked already, and another client's come before them.
 */
@ApplicationScoped
class FreedTime {

    private final WaitlistStore store;
    private final Clock clock;

    FreedTime(WaitlistStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void on(@Observes AppointmentChanged changed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var appointment = changed.appointment();
        switch (changed.kind()) {
            case BOOKED, REQUESTED -> {
                if (appointment.heldBehindOffer()) {
                    store.accepted(appointment.id(), now);
                }
            }
            case LET_GO -> {
                if (appointment.heldBehindOffer()) {
                    store.declined(appointment.id(), now);
                }
                store.mark(appointment.therapistId());
            }
            case DECLINED, LAPSED -> {
                store.reopen(appointment.id());
                store.mark(appointment.therapistId());
            }
            case CANCELLED, RESCHEDULED -> store.mark(appointment.therapistId());
            case HELD, COMPLETED, NO_SHOW -> {}
        }
    }

    void on(@Observes HoursChanged changed) {
        store.mark(changed.therapistId());
    }
}
