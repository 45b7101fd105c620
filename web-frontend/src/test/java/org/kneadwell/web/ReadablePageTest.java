package org.kneadwell.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadablePageTest {

    private static final String EVIL = "</td><script>alert(1)</script><img src=x onerror='alert(1)'>&\\\"\\u0000";

    private static String page(Map<String, String> answers) throws Exception {
        var found = new java.util.HashMap<String, JsonNode>();
        for (var answer : answers.entrySet()) {
            found.put(answer.getKey(), Gathering.JSON.readTree(answer.getValue()));
        }
        return ReadablePage.of(
                "Cleo <b>Client</b>",
                new Gathering.Found(
                        Instant.parse("2026-11-27T08:00:00Z"), Instant.parse("2026-11-27T08:00:02Z"), found));
    }

    private static String told() throws Exception {
        return page(Map.of(
                "intake.listDrafts",
                """
                {"a":1}""".replace("{\"a\":1}", """
                [{"id":"0190a000-0000-7000-8000-0000000000a1","questionnaireVersion":"2026.1","updatedAt":"2026-03-01T08:00:00Z",
                  "answers":{"pain_regions":["low_back","neck_front"],"adult":true,"unknown_key":"%s","pressure":{"low_back":5}}}]
                """.formatted(EVIL)),
                "intake.getQuestionnaire",
                """
                {"2026.1":{"steps":[{"questions":[
                  {"key":"pain_regions","text":"Where does it hurt?","options":[
                    {"value":"low_back","label":"Lower back"},{"value":"neck_front","label":"Front of the neck"}]},
                  {"key":"pressure","text":"How firm?","options":[{"value":"low_back","label":"Lower back"}]},
                  {"key":"adult","text":"Are you 18 or older?"}]}]}}""",
                "booking.listPackagePurchases",
                """
                [{"price":{"amount":80.00,"currency":"EUR"},"validUntil":"2027-03-01","evil<key>":"x",
                  "%s":[{"note":"%s"}]}]""".formatted(EVIL, EVIL)));
    }

    @Test
    void answers_are_read_with_their_questions_in_plain_words() throws Exception {
        assertThat(told())
                .contains("<th scope=\"row\">Where does it hurt?</th><td>Lower back, Front of the neck</td>")
                .contains("<th scope=\"row\">Are you 18 or older?</th><td>yes</td>")
                .contains("<th scope=\"row\">Lower back</th><td>5</td>")
                .contains("<td>80.00 EUR</td>", "<td>Monday, 1 March 2027</td>")
                .contains("Sunday, 1 March 2026, 08:00 (Z)")
                .doesNotContain("0190a000");
    }

    @Test
    void nothing_in_the_data_becomes_part_of_the_page() throws Exception {
        var tags = new TreeSet<String>();
        var tag = Pattern.compile("<(/?[^\\s>]+)([^>]*)>").matcher(told());
        while (tag.find()) {
            tags.add(tag.group(1).replace("/", ""));
            assertThat(tag.group(2)).doesNotContain("src=", "onerror", "javascript:");
        }
        assertThat(tags)
                .isSubsetOf(
                        "!doctype",
                        "html",
                        "head",
                        "meta",
                        "title",
                        "style",
                        "body",
                        "main",
                        "nav",
                        "ul",
                        "li",
                        "a",
                        "h1",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "p",
                        "table",
                        "thead",
                        "tbody",
                        "tr",
                        "th",
                        "td",
                        "time");
        assertThat(told()).contains("Cleo &lt;b&gt;Client&lt;/b&gt;").doesNotContain("\u0000");
    }

    @Test
    void the_page_loads_nothing_and_runs_nothing() throws Exception {
        String page = told();
        assertThat(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe-inline", "http://", "https://", "@import", "url(");
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(page).contains("style-src 'sha256-" + hash + "'");
        var links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            assertThat(links.group(1)).startsWith("#");
            assertThat(page).contains("id=\"" + links.group(1).substring(1) + "\"");
        }
    }

    @Test
    void every_element_is_closed_and_no_heading_skips_a_level() throws Exception {
        var open = new ArrayDeque<String>();
        int level = 0;
        var tag = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(told());
        while (tag.find()) {
            String name = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(name);
            } else if (!Set.of("meta").contains(name)) {
                open.push(name);
                if (name.matches("h[1-6]")) {
                    int next = name.charAt(1) - '0';
                    assertThat(next).isLessThanOrEqualTo(level + 1);
                    level = next;
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void what_there_is_nothing_of_is_said_to_be_nothing() throws Exception {
        assertThat(page(Map.of())).contains("<h3>Appointments</h3>\n<p>Nothing.</p>");
    }
}
