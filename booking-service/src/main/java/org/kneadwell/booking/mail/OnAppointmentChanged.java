package org.kneadwell.booking.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.kneadwell.booking.appointment.AppointmentChanged;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Party;
import org.kneadwell.kit.mail.MailOutbox;

/**
 * Asks for the mails about a change, in its transaction. Intake tells the therapist of a new booking, with the link to the
 * summary; nobody is told of what they did themselves, but the client, who wants it in writing.
 */
@ApplicationScoped
class OnAppointmentChanged {

    private final MailOutbox outbox;
    private final Clock clock;

    OnAppointmentChanged(MailOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void on(@Observes AppointmentChanged changed) {
        var facts = facts(changed);
        boolean tellTherapist = changed.by() != Party.THERAPIST;
        switch (changed.kind()) {
            case REQUESTED -> {
                ask(Kind.REQUESTED, changed, facts);
                ask(Kind.THERAPIST_REQUESTED, changed, facts);
            }
            case BOOKED -> {
                ask(changed.by() == Party.THERAPIST ? Kind.ACCEPTED : Kind.BOOKED, changed, facts);
                remind(changed.appointment());
            }
            case DECLINED -> ask(Kind.DECLINED, changed, facts);
            case LAPSED -> ask(Kind.LAPSED, changed, facts);
            case RESCHEDULED -> {
                ask(Kind.CHANGED, changed, facts);
                if (tellTherapist) {
                    ask(Kind.THERAPIST_CHANGED, changed, facts);
                }
                if (changed.appointment().state().equals("booked")) {
                    remind(changed.appointment());
                }
            }
            case CANCELLED -> {
                ask(Kind.CANCELLED, changed, facts);
                if (tellTherapist) {
                    ask(Kind.THERAPIST_CANCELLED, changed, facts);
                }
            }
            case HELD, LET_GO, COMPLETED, NO_SHOW -> {}
        }
    }

    private void ask(Kind kind, AppointmentChanged changed, Map<String, String> facts) {
        outbox.add(kind.name(), changed.appointment().id(), occasion(changed.appointment()), facts, clock.instant());
    }

    /** One for each time the appointment gets. The one for a time it no longer has finds that out when it is due. */
    private void remind(AppointmentDetails appointment) {
        var dueAt = Reminders.dueAt(appointment.time().start(), appointment.zone());
        if (dueAt.isAfter(clock.instant())) {
            outbox.add(Kind.REMINDER.name(), appointment.id(), occasion(appointment), Map.of(), dueAt);
        }
    }

    static String occasion(AppointmentDetails appointment) {
        return Integer.toString(appointment.sequence());
    }

    private static Map<String, String> facts(AppointmentChanged changed) {
        var facts = new HashMap<String, String>();
        if (changed.by() != null) {
            facts.put("by", changed.by().key());
        }
        if (changed.before() != null) {
            facts.put("before", changed.before().start().toString());
        }
        return facts;
    }
}
