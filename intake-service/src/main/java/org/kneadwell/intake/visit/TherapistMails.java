package org.kneadwell.intake.visit;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** A mail with a link and a time, and nothing about health. */
@ApplicationScoped
class TherapistMails {

    static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm (VV)", Locale.ENGLISH);

    private static final Logger LOG = Logger.getLogger(TherapistMails.class);

    private final AppointmentRepository appointments;
    private final Mailer mailer;
    private final Template text;
    private final Template html;
    private final String base;
    private final Clock clock;

    TherapistMails(
            AppointmentRepository appointments,
            Mailer mailer,
            @Location("therapist-mail.txt") Template text,
            @Location("therapist-mail.html") Template html,
            @ConfigProperty(name = "kneadwell.web.base-url") String base,
            Clock clock) {
        this.appointments = appointments;
        this.mailer = mailer;
        this.text = text;
        this.html = html;
        this.base = base;
        this.clock = clock;
    }

    /** @return whether one was waiting */
    @Transactional
    boolean sendOne() {
        var now = clock.instant();
        for (var id : appointments.toMail(now)) {
            var appointment = appointments.findById(id);
            var when = ZonedDateTime.ofInstant(appointment.startAt(), appointment.zone())
                    .format(WHEN);
            var link = base + "/therapist/appointments/" + id + "/summary";
            try {
                mailer.send(Mail.withText(
                                appointment.therapistEmail(),
                                "A new appointment",
                                render(text, appointment, when, link))
                        .setHtml(render(html, appointment, when, link)));
                appointment.mailed(now);
            } catch (RuntimeException e) {
                // The message may quote an address; the class is enough to see what is wrong.
                LOG.warnf(
                        "The mail about appointment %s could not be sent (%s); it is tried again.",
                        id, e.getClass().getSimpleName());
                appointment.mailFailed(now);
            }
            return true;
        }
        return false;
    }

    private static String render(Template template, Appointment appointment, String when, String link) {
        return template.data("therapist", appointment.therapistName())
                .data("client", appointment.clientName())
                .data("when", when)
                .data("link", link)
                .render();
    }
}
