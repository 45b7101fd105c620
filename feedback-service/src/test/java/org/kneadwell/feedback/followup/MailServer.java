package org.kneadwell.feedback.followup;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real SMTP server on a free port, that tests can stop and start again. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

    private static GreenMail server;

    static GreenMail server() {
        return server;
    }

    /** The same port, as a mail server that comes back has. */
    static void restart() {
        server.start();
    }

    @Override
    public Map<String, String> start() {
        var first = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        first.start();
        int port = first.getSmtp().getPort();
        first.stop();
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return Map.of("quarkus.mailer.host", "127.0.0.1", "quarkus.mailer.port", Integer.toString(port));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
