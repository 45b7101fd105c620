package org.kneadwell.localstack.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The pages of the mail catcher. Everything a sender wrote is text here; only http links become links. */
final class MailPage {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    static final String STYLE = """
            body { font: 17px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #ccc; vertical-align: top; }
            pre { white-space: pre-wrap; font: inherit; border: 1px solid #ccc; padding: 1rem; }
            iframe { width: 100%; height: 30rem; border: 1px solid #ccc; }
            dt { font-weight: 600; }
            """;

    private MailPage() {}

    static String list(List<CaughtMail> mails) {
        var rows = new StringBuilder();
        for (var mail : mails) {
            rows.append("<tr><td>")
                    .append(WHEN.format(mail.receivedAt()))
                    .append("</td><td>")
                    .append(escaped(String.join(", ", mail.to())))
                    .append("</td><td><a href=\"/messages/")
                    .append(mail.id())
                    .append("\">")
                    .append(escaped(mail.subject().isBlank() ? "(no subject)" : mail.subject()))
                    .append("</a></td></tr>\n");
        }
        var table = mails.isEmpty()
                ? "<p>No mail yet. Reload the page after something has been booked or the clock has moved.</p>"
                : "<table><thead><tr><th>Received</th><th>To</th><th>Subject</th></tr></thead><tbody>" + rows
                        + "</tbody></table>";
        return page(
                "Mail", "<h1>Mail</h1><p>Every mail of this platform ends here; none leaves the machine.</p>" + table);
    }

    static String one(CaughtMail mail) {
        var text = mail.text();
        String body;
        if (text != null) {
            body = "<pre>" + linked(text) + "</pre>";
        } else if (mail.html() != null) {
            body = "<iframe sandbox=\"allow-popups\" title=\"The mail\" src=\"/messages/" + mail.id()
                    + "/html\"></iframe>";
        } else {
            body = "<p>This mail has no text.</p>";
        }
        return page(
                mail.subject(),
                "<p><a href=\"/\">All mail</a></p><h1>" + escaped(mail.subject()) + "</h1><dl><dt>From</dt><dd>"
                        + escaped(mail.from()) + "</dd><dt>To</dt><dd>" + escaped(String.join(", ", mail.to()))
                        + "</dd><dt>Received</dt><dd>" + WHEN.format(mail.receivedAt()) + "</dd></dl>" + body);
    }

    static String linked(String text) {
        var out = new StringBuilder();
        var links = LINK.matcher(text);
        var end = 0;
        while (links.find()) {
            out.append(escaped(text.substring(end, links.start())));
            var link = links.group();
            // A full stop or bracket after a link belongs to the sentence.
            while (!link.isEmpty() && ".,;:!?)]".indexOf(link.charAt(link.length() - 1)) >= 0) {
                link = link.substring(0, link.length() - 1);
            }
            out.append("<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"")
                    .append(escaped(link))
                    .append("\">")
                    .append(escaped(link))
                    .append("</a>");
            end = links.start() + link.length();
        }
        return out.append(escaped(text.substring(end))).toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + escaped(title) + "</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body><main>" + body
                + "</main></body></html>";
    }
}
