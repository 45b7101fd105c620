package org.kneadwell.intake.visit;

import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.mail.Letter;
import org.kneadwell.kit.mail.MailComposer;
import org.kneadwell.kit.mail.MailOrder;
import org.kneadwell.kit.mail.MailOutbox;

/** Tells a therapist of a new appointment: a link and a time, and nothing about health. */
@ApplicationScoped
class TherapistMails implements MailComposer {

    private static final String NEW_APPOINTMENT = "NEW_APPOINTMENT";

    private final MailOutbox outbox;
    private final AppointmentRepository appointments;
    private final Engine engine;
    private final String base;

    TherapistMails(
            MailOutbox outbox,
            AppointmentRepository appointments,
            Engine engine,
            @ConfigProperty(name = "kneadwell.web.base-url") String base) {
        this.outbox = outbox;
        this.appointments = appointments;
        this.engine = engine;
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
        var language = appointment.therapistLanguage();
        var when = when(language).format(ZonedDateTime.ofInstant(appointment.startAt(), appointment.zone()));
        var template = (language == Language.DE ? "de/" : "") + "therapist-mail";
        var link = base + "/therapist/appointments/" + appointment.id() + "/summary";
        return new Letter(
                appointment.therapistEmail(),
                appointment.therapistName(),
                Sentence.of("mail.new_appointment").in(language),
                render(template + ".txt", appointment, when, link),
                render(template + ".html", appointment, when, link));
    }

    private static DateTimeFormatter when(Language language) {
        return DateTimeFormatter.ofPattern(
                switch (language) {
                    case EN -> "EEEE d MMMM uuuu, HH:mm (VV)";
                    case DE -> "EEEE, d. MMMM uuuu, HH:mm (VV)";
                },
                language.locale());
    }

    private String render(String template, Appointment appointment, String when, String link) {
        return Objects.requireNonNull(engine.getTemplate(template), template)
                .data("therapist", appointment.therapistName())
                .data("client", appointment.clientName())
                .data("when", when)
                .data("link", link)
                .render();
    }
}
