package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people fill in at Keycloak. */
final class KeycloakPages {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern REGISTER = Pattern.compile("href=\"([^\"]*/registrations?[^\"]*)\"");
    private static final Pattern FORGOTTEN = Pattern.compile("href=\"([^\"]*/reset-credentials[^\"]*)\"");
    private static final Pattern MANUAL = Pattern.compile("href=\"([^\"]*mode=manual[^\"]*)\"");
    private static final Pattern SECRET = Pattern.compile("id=\"kc-totp-secret-key\"[^>]*>([^<]+)<");
    private static final Pattern HIDDEN_SECRET = Pattern.compile("name=\"totpSecret\"[^>]*value=\"([^\"]+)\"");

    private KeycloakPages() {}

    static HttpResponse<String> register(Person visitor, String username, String password) {
        HttpResponse<String> page = follow(visitor, visitor.open("/login"), REGISTER);
        Map<String, String> fields = new LinkedHashMap<>();
        String chosen = password.replace("{username}", username);
        fields.put("username", username);
        fields.put("email", username + "@example.test");
        fields.put("firstName", "Vera");
        fields.put("lastName", "Visitor");
        fields.put("password", chosen);
        fields.put("password-confirm", chosen);
        return visitor.submit(form(page), fields);
    }

    static HttpResponse<String> signIn(Person visitor, String username, String password) {
        return typePassword(visitor, visitor.open("/login"), username, password);
    }

    static HttpResponse<String> typePassword(
            Person visitor, HttpResponse<String> page, String username, String password) {
        return visitor.submit(form(page), Map.of("username", username, "password", password, "credentialId", ""));
    }

    static HttpResponse<String> typeCode(Person visitor, HttpResponse<String> page, String code) {
        return visitor.submit(form(page), Map.of("otp", code));
    }

    static HttpResponse<String> choosePassword(
            Person visitor, HttpResponse<String> page, String password, boolean endOtherSessions) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("password-new", password);
        fields.put("password-confirm", password);
        if (endOtherSessions) {
            fields.put("logout-sessions", "on");
        }
        return visitor.submit(form(page), fields);
    }

    /**
     * An authenticator app.
     *
     * @param secret in base 32
     * @param used the code by which it was set up; each is taken once
     */
    record SecondFactor(String secret, String used) {}

    static SecondFactor setUpSecondFactor(Person visitor, HttpResponse<String> page) {
        HttpResponse<String> manual = follow(visitor, page, MANUAL);
        String secret = first(SECRET, manual.body()).group(1);
        String code = OneTimePassword.previous(secret);
        visitor.submit(
                form(manual),
                Map.of(
                        "totp",
                        code,
                        "totpSecret",
                        first(HIDDEN_SECRET, manual.body()).group(1),
                        "userLabel",
                        "Phone"));
        return new SecondFactor(secret, code);
    }

    /** Of whoever has forgotten their password. */
    static HttpResponse<String> askForReset(Person visitor, String username) {
        HttpResponse<String> page = follow(visitor, visitor.open("/login"), FORGOTTEN);
        return visitor.submit(form(page), Map.of("username", username));
    }

    /** The one in the newest mail to this address. */
    static String linkInTheMailTo(RunningPlatform.Platform platform, String address) {
        Pattern anAction = Pattern.compile("https?://[^\\s\"<>]+/login-actions/action-token[^\\s\"<>]+");
        JsonNode mail = await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> platform.mails().stream()
                                .filter(one -> one.path("to").path(0).asText().equals(address))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        var found = anAction.matcher(
                mail.path("text").asText() + " " + mail.path("html").asText());
        assertThat(found.find()).as(mail.toString()).isTrue();
        return found.group().replace("&amp;", "&");
    }

    static String form(HttpResponse<String> page) {
        return first(FORM, page.body()).group(1).replace("&amp;", "&");
    }

    /** What the page says about the attempt. */
    static String message(String page) {
        return first(Pattern.compile("Invalid [^<.]*\\."), page).group();
    }

    /** What one reads. */
    static String text(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?is)<(script|style).*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    static MatchResult first(Pattern pattern, String page) {
        return Stream.of(pattern.matcher(page))
                .flatMap(Matcher::results)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not on the page: " + pattern));
    }

    private static HttpResponse<String> follow(Person visitor, HttpResponse<String> page, Pattern link) {
        return visitor.open(page.uri()
                .resolve(first(link, page.body()).group(1).replace("&amp;", "&"))
                .toString());
    }
}
