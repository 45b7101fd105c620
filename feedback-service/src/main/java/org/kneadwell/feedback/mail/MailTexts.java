package org.kneadwell.feedback.mail;

import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.mail.Letter;

/** Words the mails, each as text and as HTML. No mail holds a health value: they say that there is something to read, and where. */
@ApplicationScoped
class MailTexts {

    private final Engine engine;
    private final String baseUrl;
    private final String safetyContact;

    MailTexts(
            Engine engine,
            @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl,
            @ConfigProperty(name = "kneadwell.safety-contact") String safetyContact) {
        this.engine = engine;
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.safetyContact = safetyContact;
    }

    Letter write(DueMail due) {
        Language language = switch (due.kind()) {
            case INVITATION, REMINDER, ASK_AGAIN -> due.language();
            case THERAPIST -> due.therapistLanguage();
            // Which language the practice reads is not known here.
            case SAFETY_CONTACT -> Language.EN;
        };
        String subject = switch (due.kind()) {
            case INVITATION, REMINDER, ASK_AGAIN, THERAPIST ->
                Sentence.of("mail." + due.kind().name().toLowerCase(Locale.ROOT))
                        .in(language);
            case SAFETY_CONTACT -> "A client may need your help now";
        };
        String to = switch (due.kind()) {
            case INVITATION, REMINDER, ASK_AGAIN -> due.clientEmail();
            case SAFETY_CONTACT -> safetyContact;
            case THERAPIST -> due.therapistEmail();
        };
        String link = switch (due.kind()) {
            case INVITATION, REMINDER, ASK_AGAIN -> baseUrl + "/follow-ups/" + due.followUpId();
            case SAFETY_CONTACT -> baseUrl + "/coordinator";
            case THERAPIST -> baseUrl + "/therapist/appointments/" + due.appointmentId() + "/summary";
        };
        String folder = language == Language.DE ? "de/" : "";
        String template = folder + due.kind().name().toLowerCase(Locale.ROOT);
        String name = switch (due.kind()) {
            case INVITATION, REMINDER, ASK_AGAIN -> due.clientName();
            case SAFETY_CONTACT -> null;
            case THERAPIST -> due.therapistName();
        };
        return new Letter(
                to, name, subject, render(template + ".txt", due, link), render(template + ".html", due, link));
    }

    private String render(String template, DueMail due, String link) {
        var found = engine.getTemplate("mail/" + template);
        if (found == null) {
            throw new IllegalStateException("No mail template " + template);
        }
        return found.instance()
                .data("clientName", due.clientName())
                .data("therapistName", due.therapistName())
                .data("link", link)
                .render();
    }
}
