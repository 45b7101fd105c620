package org.kneadwell.testkit;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real SMTP server on a free port, that tests can stop and start again. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable GreenMail server;

    public static GreenMail server() {
        GreenMail running = server;
        if (running == null) {
            throw new IllegalStateException("MailServer has not been started.");
        }
        return running;
    }

    /** The same port, as a mail server that comes back has. */
    public static void restart() {
        server().start();
    }

    /** Everything sent to exactly this address, oldest first. */
    public static List<MimeMessage> sentTo(String address) {
        return Arrays.stream(server().getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getRecipients(Message.RecipientType.TO)[0] instanceof InternetAddress to
                                && to.getAddress().equals(address);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** All readable parts of a mail, decoded, one after the other. */
    public static String textOf(Part part) {
        try {
            if (part.getContent() instanceof Multipart parts) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < parts.getCount(); i++) {
                    text.append(textOf(parts.getBodyPart(i))).append('\n');
                }
                return text.toString();
            }
            return part.getContent().toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        GreenMail first = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        first.start();
        int port = first.getSmtp().getPort();
        first.stop();
        GreenMail started = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        started.start();
        server = started;
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(port));
    }

    @Override
    public void stop() {
        server().stop();
    }
}
