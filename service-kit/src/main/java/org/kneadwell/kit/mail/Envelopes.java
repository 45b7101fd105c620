package org.kneadwell.kit.mail;

import io.quarkus.mailer.Mail;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts a letter into the form the mail client takes, with nothing in a header that does not belong there. */
@ApplicationScoped
class Envelopes {

    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+");
    // What an address list is built with; people's names lose nothing that matters.
    private static final Pattern SYNTAX = Pattern.compile("[\"<>()\\[\\]:;@\\\\,]+");

    private final String host;

    Envelopes(
            @ConfigProperty(name = "quarkus.application.name") String application,
            @ConfigProperty(name = "quarkus.mailer.from") String from) {
        this.host = application.replaceFirst("-service$", "") + "."
                + from.substring(from.indexOf('@') + 1).replace(">", "");
    }

    static boolean isDeliverable(String address) {
        return address.length() <= 254 && ADDRESS.matcher(address).matches();
    }

    Mail fill(MailOrder order, Letter letter) {
        var mail = new Mail()
                .setTo(List.of(recipient(letter)))
                .setSubject(oneLine(letter.subject()))
                .setText(letter.text())
                .setHtml(letter.html())
                .addHeader("Message-ID", "<" + order.id() + "@" + host + ">")
                // No out-of-office answers, please.
                .addHeader("Auto-Submitted", "auto-generated");
        for (var enclosure : letter.with()) {
            mail.addAttachment(
                    enclosure.fileName(),
                    enclosure.content().getBytes(StandardCharsets.UTF_8),
                    enclosure.contentType());
        }
        return mail;
    }

    private static String recipient(Letter letter) {
        var name = letter.toName();
        if (name == null) {
            return letter.to();
        }
        var plain = oneLine(SYNTAX.matcher(name).replaceAll(" "));
        return plain.isEmpty() ? letter.to() : plain + " <" + letter.to() + ">";
    }

    static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}
