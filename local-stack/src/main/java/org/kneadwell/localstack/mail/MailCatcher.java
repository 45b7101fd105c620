package org.kneadwell.localstack.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * An SMTP server that keeps what it gets, a page that shows it, and the same as JSON for tests:
 * {@code GET /api/messages}, newest first, {@code DELETE /api/messages}.
 */
public final class MailCatcher implements AutoCloseable {
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'self'";
    private static final String FOREIGN_HTML_POLICY =
            "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final GreenMail smtp;
    private final HttpServer http;
    private final ObjectMapper json = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private MailCatcher(GreenMail smtp, HttpServer http) {
        this.smtp = smtp;
        this.http = http;
    }

    public static MailCatcher start(int smtpPort, int pagePort) {
        var setup = new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        var smtp = new GreenMail(setup);
        smtp.start();
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagePort), 0);
            var catcher = new MailCatcher(smtp, http);
            http.createContext("/", catcher::answer);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            return catcher;
        } catch (IOException e) {
            smtp.stop();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        smtp.stop();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var method = exchange.getRequestMethod();
            if (path.equals("/api/messages") && method.equals("DELETE")) {
                smtp.purgeEmailFromAllMailboxes();
                exchange.sendResponseHeaders(204, -1);
            } else if (!method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html", PAGE_POLICY, MailPage.list(mails()));
            } else if (path.equals("/style.css")) {
                send(exchange, 200, "text/css", PAGE_POLICY, MailPage.STYLE);
            } else if (path.equals("/api/messages")) {
                var items = mails().stream().map(MailCatcher::asJson).toList();
                send(exchange, 200, "application/json", PAGE_POLICY, json.writeValueAsString(Map.of("items", items)));
            } else if (path.startsWith("/messages/")) {
                one(exchange, path.substring("/messages/".length()));
            } else {
                send(exchange, 404, "text/plain", PAGE_POLICY, "There is nothing here.");
            }
        } catch (FolderException | MessagingException e) {
            throw new IOException(e);
        }
    }

    private void one(HttpExchange exchange, String rest) throws IOException, MessagingException {
        var raw = rest.endsWith("/html");
        var id = raw ? rest.substring(0, rest.length() - "/html".length()) : rest;
        var mail =
                mails().stream().filter(candidate -> candidate.id().equals(id)).findFirst();
        if (mail.isEmpty()) {
            send(exchange, 404, "text/plain", PAGE_POLICY, "This mail is not here any more.");
            return;
        }
        var html = mail.get().html();
        if (raw && html != null) {
            send(exchange, 200, "text/html", FOREIGN_HTML_POLICY, html);
        } else {
            send(exchange, 200, "text/html", PAGE_POLICY, MailPage.one(mail.get()));
        }
    }

    private List<CaughtMail> mails() throws MessagingException, IOException {
        var mails = new ArrayList<CaughtMail>();
        for (MimeMessage message : smtp.getReceivedMessages()) {
            mails.add(CaughtMail.of(message));
        }
        mails.sort(Comparator.comparing(CaughtMail::receivedAt).reversed());
        return mails;
    }

    private static Map<String, Object> asJson(CaughtMail mail) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", mail.id());
        fields.put("from", mail.from());
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("receivedAt", DateTimeFormatter.ISO_INSTANT.format(mail.receivedAt()));
        if (mail.text() != null) {
            fields.put("text", mail.text());
        }
        if (mail.html() != null) {
            fields.put("html", mail.html());
        }
        return fields;
    }

    private static void send(HttpExchange exchange, int status, String type, String policy, String body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
