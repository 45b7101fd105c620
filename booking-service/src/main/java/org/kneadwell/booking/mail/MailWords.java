package org.kneadwell.booking.mail;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * Words the mails. Each kind of mail has one file of words per language ({@code mail/de/booked.txt}); one layout makes text of
 * them and one HTML, so that both say the same. No mail names the service or anything else about health, and no link holds more
 * than an id.
 */
@ApplicationScoped
class MailWords {

    private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\s]+");

    private final Engine engine;
    private final String baseUrl;

    MailWords(Engine engine, @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.engine = engine;
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /**
     * What a mail has to say.
     *
     * @param to the reader's name
     * @param withLabel what the other one is called in the details
     * @param with the other one's name
     * @param before the start it had before
     * @param by whose doing it is
     * @param path of the page it leads to
     */
    record Said(
            Language language,
            String template,
            String to,
            String withLabel,
            String with,
            TimeSlot time,
            ZoneId zone,
            @Nullable Instant before,
            String place,
            @Nullable String by,
            Terms terms,
            String path) {}

    /**
     * @param until in words: until when the client may cancel free of charge, or a request is to be answered
     * @param fee in words: what cancelling costs afterwards
     * @param feeDue whether it is owed now
     * @param prepaid whether a session of a package pays for it, so that cancelling late costs that session and no fee
     * @param sessionLost whether that session is gone now
     * @param movable whether its client may move it
     * @param request whether it was not agreed, as it stands or as it ended
     * @param entry whether an entry for the calendar comes with the mail
     */
    record Terms(
            @Nullable String until,
            @Nullable String fee,
            boolean feeDue,
            boolean prepaid,
            boolean sessionLost,
            boolean movable,
            boolean request,
            boolean entry) {}

    record Page(String subject, String text, String html) {}

    /** One line of the details, such as when or where. */
    public record Detail(String label, String value) {}

    Page write(Said said) {
        var words = template(said.language().key() + "/" + said.template() + ".txt");
        var page = new Shown(
                said.language().key(),
                said.language().hello + " " + said.to() + ",",
                paragraphs(words, "opening", said),
                details(said),
                paragraphs(words, "closing", said),
                part(words, "action", said),
                baseUrl + said.path());
        return new Page(
                oneLine(part(words, "subject", said)),
                template("layout.txt").data("page", page).render(),
                template("layout.html").data("page", page).render());
    }

    /** What the layouts show. */
    public record Shown(
            String language,
            String greeting,
            List<String> opening,
            List<Detail> details,
            List<String> closing,
            String action,
            String link) {}

    private List<Detail> details(Said said) {
        var language = said.language();
        var details = new ArrayList<Detail>();
        details.add(new Detail(language.when, language.span(said.time(), said.zone())));
        if (said.before() != null) {
            details.add(new Detail(language.before, language.moment(said.before(), said.zone())));
        }
        details.add(new Detail(language.length, language.length(said.time())));
        details.add(new Detail(said.withLabel(), said.with()));
        details.add(new Detail(language.where, said.place()));
        return details;
    }

    private static List<String> paragraphs(Template words, String part, Said said) {
        return BETWEEN_PARAGRAPHS
                .splitAsStream(part(words, part, said))
                .map(MailWords::oneLine)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    private static String part(Template words, String part, Said said) {
        var fragment = words.getFragment(part);
        if (fragment == null) {
            throw new IllegalStateException("A mail's words lack the part " + part);
        }
        TemplateInstance instance = fragment.instance()
                .data("with", said.with())
                .data("day", said.language().day(said.time().start(), said.zone()))
                .data("by", said.by() == null ? "" : said.by())
                .data("until", said.terms().until())
                .data("fee", said.terms().fee())
                .data("feeDue", said.terms().feeDue())
                .data("prepaid", said.terms().prepaid())
                .data("sessionLost", said.terms().sessionLost())
                .data("movable", said.terms().movable())
                .data("request", said.terms().request())
                .data("entry", said.terms().entry());
        return instance.render().strip();
    }

    private Template template(String name) {
        var found = engine.getTemplate("mail/" + name);
        if (found == null) {
            throw new IllegalStateException("No mail template " + name);
        }
        return found;
    }

    /** Names are people's own words: a line break in one must not make a paragraph of its own. */
    static String oneLine(@Nullable String text) {
        return text == null ? "" : BREAKS.matcher(text).replaceAll(" ").strip();
    }
}
