package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keycloak's own pages, as whoever comes from ours sees them. */
@Tag("slow")
@OnThePlatform
class SignInPageTest {

    private static final Pattern LOADED = Pattern.compile("<(?:link|script|img)[^>]*(?:href|src)=\"([^\"]+)\"");

    @ParameterizedTest
    @CsvSource({
        "/login?return=/&ui_locales=en, en, Sign in",
        "/login?return=/&ui_locales=de, de, Anmelden",
        "/login?return=/&ui_locales=de&prompt=create, de, Konto anlegen"
    })
    void it_goes_on_in_the_language_one_came_in_and_looks_like_ours(
            String way, String language, String title, RunningPlatform.Platform platform) {
        HttpResponse<String> page = Person.anonymous(platform.gateway()).open(way);

        assertThat(page.uri().getPath()).startsWith("/realms/kneadwell/");
        assertThat(page.body())
                .contains("lang=\"" + language + "\"")
                .containsPattern("<h1[^>]*>\\s*(?:<!--[^>]*-->\\s*)?" + title);
        List<String> loaded = LOADED.matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(loaded).anyMatch(path -> path.endsWith("/login/kneadwell/css/kneadwell.css"));
        for (String path : loaded) {
            var whole = page.uri().resolve(path);
            assertThat(whole.getHost()).as(path).isEqualTo(page.uri().getHost());
        }
        String css = loaded.stream()
                .filter(path -> path.endsWith("kneadwell.css"))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> colours = Person.anonymous(platform.gateway())
                .open(page.uri().resolve(css).toString());
        assertThat(colours.statusCode()).isEqualTo(200);
        assertThat(colours.body()).contains("#0f5c57").doesNotContain("http");
    }
}
