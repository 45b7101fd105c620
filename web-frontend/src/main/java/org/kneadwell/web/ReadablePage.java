package org.kneadwell.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kneadwell.web.ArchiveContents.Asked;
import org.kneadwell.web.ArchiveContents.Service;

/**
 * What was gathered, for a person to read without us: one page that loads nothing and runs nothing, whatever stands in the data.
 * Ids, which only programs need, are in the other files.
 */
final class ReadablePage {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
            h2 { border-top: 2px solid; margin-top: 3rem; padding-top: 1rem; }
            h4 { margin-bottom: 0.25rem; }
            table { border-collapse: collapse; margin: 0.5rem 0 1rem; }
            th, td { border: 1px solid; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
            td { white-space: pre-line; }
            """;
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern KEY_WORD = Pattern.compile("[a-z]+(_[a-z0-9]+)+");
    private static final DateTimeFormatter DAY_IN_WORDS =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME_IN_WORDS =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);

    /** A question in its own words, and those of what may be chosen. */
    private record Question(String text, Map<String, String> options) {}

    /**
     * How values are shown here.
     *
     * @param zone of times
     * @param questions by key, where answers are
     * @param options of the question being answered
     */
    private record Scope(ZoneId zone, Map<String, Question> questions, Map<String, String> options) {}

    private final StringBuilder html = new StringBuilder(64 * 1024);
    private final Map<String, JsonNode> answers;
    private final Scope scope;

    private ReadablePage(Gathering.Found found) {
        this.answers = found.answers();
        JsonNode profile = answers.get("booking.getProfile");
        this.scope = new Scope(
                zone(profile == null ? "" : profile.path("timeZone").asText(), ZoneOffset.UTC), Map.of(), Map.of());
    }

    static String of(String name, Gathering.Found found) {
        return new ReadablePage(found).page(name, found);
    }

    private String page(String name, Gathering.Found found) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(sha256(STYLE))
                .append("'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .append("<title>What Kneadwell keeps about you</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>What Kneadwell keeps about you</h1>\n<p>For ");
        text(name);
        html.append(", as it was from ");
        time(found.begun().toString(), scope.zone());
        html.append(" to ");
        time(found.ended().toString(), scope.zone());
        html.append(". Keep it as you would keep a letter from your doctor: whoever has this file can read it.</p>\n")
                .append(
                        "<p>The same is in booking.json, intake.json and feedback.json, for programs, with all numbers by which")
                .append(
                        " things are known there. manifest.json says what was asked for.</p>\n<nav aria-label=\"On this page\">\n<ul>\n");
        for (Service service : Service.values()) {
            html.append("<li><a href=\"#")
                    .append(service.key())
                    .append("\">")
                    .append(service.title())
                    .append("</a></li>\n");
        }
        html.append("<li><a href=\"#not-here\">What is not in here</a></li>\n</ul>\n</nav>\n");
        for (Service service : Service.values()) {
            html.append("<h2 id=\"")
                    .append(service.key())
                    .append("\">")
                    .append(service.title())
                    .append("</h2>\n");
            ArchiveContents.ASKED.stream()
                    .filter(asked -> asked.service() == service && asked.forEach() == null)
                    .forEach(this::section);
        }
        notHere();
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void notHere() {
        html.append("<h2 id=\"not-here\">What is not in here</h2>\n<table>\n<thead><tr><th scope=\"col\">What</th>")
                .append("<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
        for (var missing : ArchiveContents.NOT_HERE) {
            html.append("<tr><th scope=\"row\">");
            text(missing.what());
            html.append("</th><td>");
            text(missing.why());
            html.append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void section(Asked asked) {
        heading(3, asked.title() == null ? asked.id() : asked.title());
        JsonNode answer = answers.get(asked.key());
        if (answer == null || answer.isEmpty()) {
            html.append("<p>Nothing.</p>\n");
            return;
        }
        List<Asked> more = ArchiveContents.ASKED.stream()
                .filter(other -> other.forEach() != null && other.forEach().of().equals(asked.key()))
                .toList();
        if (!asked.list()) {
            value(answer, scope);
        } else if (more.isEmpty() && isTable(answer)) {
            table(answer, scope);
        } else {
            int number = 0;
            for (JsonNode item : answer) {
                number++;
                item(number, item, more);
            }
        }
    }

    private void item(int number, JsonNode item, List<Asked> more) {
        Scope here = within(item, scope);
        html.append("<h4>").append(number).append(". ");
        for (String when :
                List.of("start", "sessionEndedAt", "submittedAt", "updatedAt", "boughtAt", "joinedAt", "createdAt")) {
            if (item.path(when).isTextual()) {
                scalar(item.path(when), here);
                break;
            }
        }
        html.append("</h4>\n");
        JsonNode whole = item;
        for (Asked other : more) {
            JsonNode itsOwn = of(other, item);
            // Without a title of its own it is the same thing with more to it.
            if (other.title() == null && itsOwn != null && itsOwn.path("id").equals(item.path("id"))) {
                whole = itsOwn;
            }
        }
        value(whole, here);
        for (Asked other : more) {
            JsonNode itsOwn = of(other, item);
            if (other.title() != null && itsOwn != null && !itsOwn.isEmpty()) {
                heading(5, other.title());
                value(itsOwn, here);
            }
        }
    }

    private @Nullable JsonNode of(Asked asked, JsonNode item) {
        JsonNode all = answers.get(asked.key());
        return all == null || asked.forEach() == null
                ? null
                : all.get(item.path(asked.forEach().member()).asText());
    }

    private void heading(int level, String title) {
        html.append("<h").append(level).append('>');
        text(title);
        html.append("</h").append(level).append(">\n");
    }

    /** A block of its own, or within a cell. */
    private void value(JsonNode value, Scope scope) {
        if (value.isArray() && value.isEmpty()) {
            html.append('–');
        } else if (value.isArray() && isTable(value)) {
            table(value, scope);
        } else if (value.isArray()) {
            for (JsonNode one : value) {
                value(one, scope);
                if (!one.isContainerNode()) {
                    html.append(one == value.get(value.size() - 1) ? "" : ", ");
                }
            }
        } else if (isMoney(value)) {
            text(value.path("amount").asText() + " " + value.path("currency").asText());
        } else if (value.isObject()) {
            members(value, within(value, scope));
        } else {
            scalar(value, scope);
        }
    }

    private void members(JsonNode object, Scope scope) {
        html.append("<table>\n<tbody>\n");
        for (var member : object.properties()) {
            if (isId(member.getValue())) {
                continue;
            }
            Question question = scope.questions().get(member.getKey());
            Scope inner = scope;
            if (question != null) {
                inner = new Scope(scope.zone(), Map.of(), question.options());
            } else if (!member.getKey().equals("answers")) {
                inner = new Scope(scope.zone(), Map.of(), scope.options());
            }
            html.append("<tr><th scope=\"row\">");
            text(question != null ? question.text() : label(member.getKey(), scope));
            html.append("</th><td>");
            value(member.getValue(), inner);
            html.append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    /** Of things that have nothing in them but values. */
    private static boolean isTable(JsonNode list) {
        for (JsonNode item : list) {
            if (!item.isObject()) {
                return false;
            }
            for (JsonNode value : item) {
                boolean flat = !value.isContainerNode() || isMoney(value) || (value.isArray() && hasOnlyValues(value));
                if (!flat) {
                    return false;
                }
            }
        }
        return !list.isEmpty();
    }

    private static boolean hasOnlyValues(JsonNode list) {
        for (JsonNode item : list) {
            if (item.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private void table(JsonNode list, Scope scope) {
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode item : list) {
            item.properties().forEach(member -> {
                if (!isId(member.getValue())) {
                    columns.add(member.getKey());
                }
            });
        }
        html.append("<table>\n<thead><tr>");
        for (String column : columns) {
            html.append("<th scope=\"col\">");
            text(label(column, scope));
            html.append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (JsonNode item : list) {
            html.append("<tr>");
            for (String column : columns) {
                html.append("<td>");
                if (item.has(column)) {
                    value(item.path(column), within(item, scope));
                }
                html.append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    /** In the zone of the thing itself, and with the questions its answers answer. */
    private Scope within(JsonNode thing, Scope scope) {
        ZoneId zone = zone(thing.path("zone").asText(), scope.zone());
        Map<String, Question> questions = thing.has("answers") && thing.has("questionnaireVersion")
                ? questions(thing.path("questionnaireVersion").asText())
                : scope.questions();
        return new Scope(zone, questions, scope.options());
    }

    private Map<String, Question> questions(String version) {
        Map<String, Question> questions = new HashMap<>();
        JsonNode all = answers.get("intake.getQuestionnaire");
        if (all != null) {
            for (JsonNode step : all.path(version).path("steps")) {
                for (JsonNode question : step.path("questions")) {
                    Map<String, String> options = new HashMap<>();
                    question.path("options")
                            .forEach(option -> options.put(
                                    option.path("value").asText(),
                                    option.path("label").asText()));
                    questions.put(
                            question.path("key").asText(),
                            new Question(question.path("text").asText(), options));
                }
            }
        }
        return questions;
    }

    private void scalar(JsonNode value, Scope scope) {
        String said = value.asText();
        if (value.isNull()) {
            html.append('–');
        } else if (value.isBoolean()) {
            html.append(value.asBoolean() ? "yes" : "no");
        } else if (!value.isTextual()) {
            text(said);
        } else if (scope.options().containsKey(said)) {
            text(scope.options().getOrDefault(said, said));
        } else if (INSTANT.matcher(said).matches()) {
            time(said, scope.zone());
        } else if (DAY.matcher(said).matches()) {
            day(said);
        } else {
            text(KEY_WORD.matcher(said).matches() ? said.replace('_', ' ') : said);
        }
    }

    private void time(String said, ZoneId zone) {
        try {
            Instant at = OffsetDateTime.parse(said).toInstant();
            html.append("<time datetime=\"").append(at).append("\">");
            text(at.atZone(zone).format(TIME_IN_WORDS) + " (" + zone.getId() + ")");
            html.append("</time>");
        } catch (DateTimeException e) {
            text(said);
        }
    }

    private void day(String said) {
        try {
            text(LocalDate.parse(said).format(DAY_IN_WORDS));
        } catch (DateTimeException e) {
            text(said);
        }
    }

    private static ZoneId zone(String id, ZoneId otherwise) {
        try {
            return id.isEmpty() ? otherwise : ZoneId.of(id);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static boolean isId(JsonNode value) {
        return value.isTextual() && ID.matcher(value.asText()).matches();
    }

    private static boolean isMoney(JsonNode value) {
        return value.isObject() && value.size() == 2 && value.has("amount") && value.has("currency");
    }

    /** sessionEndedAt, worked_regions: Session ended at, Worked regions. */
    private static String label(String key, Scope scope) {
        String option = scope.options().get(key);
        if (option != null) {
            return option;
        }
        List<String> words = new ArrayList<>();
        for (String word : key.split("_|(?<=[a-z0-9])(?=[A-Z])")) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        String label = String.join(" ", words).strip();
        return label.isEmpty() ? key : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> {
                    // Control characters have no place in a page.
                    if (c >= ' ' || c == '\n' || c == '\t') {
                        html.append(c);
                    }
                }
            }
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
