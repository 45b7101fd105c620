package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What people do on any page: they find things by role and name, as whoever cannot see would. */
final class Visit {

    private static final String PASSWORD = "kneadwell-demo";
    private static final Path SCREENS = Path.of("target", "screens");

    private Visit() {}

    /** CI has one; elsewhere what needs one is skipped and says so. */
    static void needsABrowser() {
        if (Browser.executable().isEmpty()) {
            String how = "Browser tests skipped: no Chromium on the path (Debian: apt-get install chromium).";
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError(how + " CI never skips them.");
            }
            System.out.println(how);
            Assumptions.abort(how);
        }
    }

    static void check(Page page, String name) {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true))
                .check();
    }

    static Locator group(Page page, String name) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** What is typed into, by its whole label of plain words; a star that only the eye needs is not part of it. */
    static Locator field(Page page, String name) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\s*\\*?$")));
    }

    static Locator.GetByLabelOptions exact() {
        return new Locator.GetByLabelOptions().setExact(true);
    }

    static void moveTimeTo(Page page, Instant instant) {
        String clock = page.request().get(origin(page) + "/dev/clock").text();
        var now = Pattern.compile("\"now\":\"([^\"]+)\"").matcher(clock);
        assertThat(now.find()).isTrue();
        moveTime(page, Duration.between(Instant.parse(now.group(1)), instant));
    }

    static void moveTime(Page page, Duration by) {
        var response = page.request()
                .post(
                        origin(page) + "/dev/clock",
                        RequestOptions.create()
                                .setHeader("X-Kneadwell-CSRF", "1")
                                .setHeader("Origin", origin(page))
                                .setData(Map.of("advance", by.toString())));
        assertThat(response.status()).isEqualTo(200);
    }

    static String origin(Page page) {
        URI uri = URI.create(page.url());
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    static List<String> listenTo(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            // What the server refuses on purpose (a draft that is not there yet) is a line of the browser's own.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return complaints;
    }

    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + ".png"))
                .setFullPage(true));
    }
    /** On Keycloak's own page, with the demo accounts' password. */
    static void signIn(Page page, URI gateway, String username) {
        signIn(page, gateway, username, PASSWORD);
    }

    static void signIn(Page page, URI gateway, String username, String password) {
        page.navigate(gateway.toString());
        button(page, "Sign in").first().click();
        page.locator("#username").fill(username);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }
}
