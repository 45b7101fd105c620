package org.kneadwell.intake.visit;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.kit.mail.Letter;
import org.kneadwell.kit.mail.MailComposer;
import org.kneadwell.kit.mail.MailOrder;
import org.kneadwell.kit.mail.MailOutbox;

/** Tells a therapist of a new appointment: a link and a time, and nothing about health. */
@ApplicationScoped
class TherapistMails implements MailComposer {

    static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm (VV)", Locale.ENGLISH);

    private static final String NEW_APPOINTMENT = "NEW_APPOINTMENT";

    private final MailOutbox outbox;
    private final AppointmentRepository appointments;
    private final Template text;
    private final Template html;
    private final String base;

    TherapistMails(
            MailOutbox outbox,
            AppointmentRepository appointments,
            @Location("therapist-mail.txt") Template text,
            @Location("therapist-mail.html") Template html,
            @ConfigProperty(name = "kneadwell.web.base-url") String base) {
        this.outbox = outbox;
        this.appointments = appointments;
        this.text = text;
        this.html = html;
        this.base = base;
    }

    /** Once, when the caller's transaction is over. */
    void tellOf(UUID appointmentId) {
        outbox.add(NEW_APPOINTMENT, appointmentId, "booked");
    }

    @Override
    public Set<String> kinds() {
        return Set.of(NEW_APPOINTMENT);
    }

    @Override
    public Optional<Letter> compose(MailOrder order) {
        return appointments
                .findByIdOptional(order.subjectId())
                .filter(Appointment::isBooked)
                .map(this::write);
    }

    private Letter write(Appointment appointment) {
        var when = ZonedDateTime.ofInstant(appointment.startAt(), appointment.zone())
                .format(WHEN);
        var link = base + "/therapist/appointments/" + appointment.id() + "/summary";
        return new Letter(
                appointment.therapistEmail(),
                appointment.therapistName(),
                "A new appointment",
                render(text, appointment, when, link),
                render(html, appointment, when, link));
    }

    private static String render(Template template, Appointment appointment, String when, String link) {
        return template.data("therapist", appointment.therapistName())
                .data("client", appointment.clientName())
                .data("when", when)
                .data("link", link)
                .render();
    }
}
