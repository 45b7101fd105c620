package org.kneadwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.system.KeycloakPages.linkInTheMailTo;
import static org.kneadwell.system.Visit.button;
import static org.kneadwell.system.Visit.field;
import static org.kneadwell.system.Visit.heading;
import static org.kneadwell.system.Visit.link;
import static org.kneadwell.system.Visit.listenTo;
import static org.kneadwell.system.Visit.picture;
import static org.kneadwell.system.Visit.signIn;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each kind of account does on the running platform, on a phone and at a desk, signed in on Keycloak's own page. Every page is
 * looked at by axe (WCAG 2.2 A and AA) and must neither be wider than its screen nor complain in the browser's console; how soon it
 * showed its largest part is printed.
 */
@Tag("slow")
@OnThePlatform
class JourneysTest {

    private static final Path AXE = Path.of("../web-frontend/app/node_modules/axe-core/axe.min.js");

    private static final List<String> FOR_CLIENTS = List.of(
            "/",
            "/intake",
            "/result",
            "/matches",
            "/appointments",
            "/packages",
            "/progress",
            "/waitlist",
            "/calendar",
            "/my-data");
    private static final List<String> FOR_THERAPISTS = List.of(
            "/therapist",
            "/therapist/week",
            "/therapist/hours",
            "/therapist/rules",
            "/therapist/calendars",
            "/therapist/profile",
            "/therapist/packages",
            "/therapist/waiting",
            "/therapist/follow-ups",
            "/calendar");
    private static final List<String> FOR_COORDINATORS = List.of(
            "/coordinator",
            "/coordinator/therapists",
            "/coordinator/invite",
            "/coordinator/places",
            "/coordinator/figures",
            "/coordinator/events",
            "/integrators",
            "/integrators/webhooks");
    private static final List<String> FOR_EVERYBODY = List.of("/", "/accessibility", "/privacy");

    enum Size {
        PHONE,
        DESK;

        Page of(Browser browser) {
            return this == PHONE ? browser.phone() : browser.desk();
        }
    }

    @BeforeAll
    static void needsABrowser() {
        Visit.needsABrowser();
    }

    @ParameterizedTest
    @EnumSource
    void every_page_is_fit_to_be_used(Size size, RunningPlatform.Platform platform) throws IOException {
        try (Browser browser = Browser.start()) {
            look(size, browser, platform, null, FOR_EVERYBODY);
            look(size, browser, platform, "cleo", FOR_CLIENTS);
            look(size, browser, platform, "ada", FOR_THERAPISTS);
            look(size, browser, platform, "cora", FOR_COORDINATORS);
        }
    }

    private static void look(
            Size size, Browser browser, RunningPlatform.Platform platform, String username, List<String> paths)
            throws IOException {
        Page page = size.of(browser);
        List<String> complaints = listenTo(page);
        if (username != null) {
            signIn(page, platform.gateway(), username);
            assertThat(button(page, "Sign out").first()).isVisible();
        }
        String axe = Files.readString(AXE);
        var faults = new ArrayList<String>();
        for (String path : paths) {
            page.navigate(platform.gateway().resolve(path).toString());
            assertThat(page.locator("main h1").first()).isVisible();
            assertThat(page.locator("[aria-busy=true]")).hasCount(0);
            Object largest = page.evaluate("""
                    () => new Promise(done => new PerformanceObserver(list => done(Math.round(list.getEntries().at(-1).startTime)))
                      .observe({ type: "largest-contentful-paint", buffered: true }))""");
            System.out.printf("%s %s for %s: largest paint after %s ms%n", size, path, username, largest);
            picture(page, size.name().toLowerCase() + "-" + username + path.replace('/', '-'));
            Object wider =
                    page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (((Number) wider).intValue() > 0) {
                faults.add(path + " is wider than the screen by " + wider);
            }
            page.evaluate(axe);
            Object violations = page.evaluate("""
                    async () => (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })).violations
                      .map(found => found.id + ": " + found.nodes.map(node => node.target.join(" ")).slice(0, 3).join(", "))""");
            ((List<?>) violations).forEach(violation -> faults.add(path + " " + violation));
        }
        assertThat(faults).isEmpty();
        assertThat(complaints).as("errors in the browser's console").isEmpty();
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource
    void a_coordinator_invites_a_therapist_who_comes(Size size, RunningPlatform.Platform platform) {
        String name = "Nora" + UUID.randomUUID().toString().substring(0, 6);
        String address = name.toLowerCase() + "@example.test";
        try (Browser browser = Browser.start()) {
            Page coordinator = size.of(browser);
            List<String> complaints = listenTo(coordinator);
            signIn(coordinator, platform.gateway(), "cora");
            assertThat(button(coordinator, "Sign out").first()).isVisible();
            coordinator.navigate(
                    platform.gateway().resolve("/coordinator/invite").toString());

            button(coordinator, "Send the invitation").click();
            assertThat(field(coordinator, "Mail address")).hasAttribute("aria-invalid", "true");

            field(coordinator, "First name").fill(name);
            field(coordinator, "Last name").fill("Neu");
            field(coordinator, "Mail address").fill(address);
            coordinator
                    .getByLabel("Relaxation", new Page.GetByLabelOptions().setExact(true))
                    .first()
                    .check();
            button(coordinator, "Send the invitation").click();
            assertThat(heading(coordinator, name + " Neu is invited")).isVisible();
            picture(coordinator, size.name().toLowerCase() + "-invited");

            Page therapist = size.of(browser);
            therapist.navigate(linkInTheMailTo(platform, address));
            String password = "a quiet afternoon " + name;
            String secret = chooseAPasswordAndASecondFactor(therapist, password);
            picture(therapist, size.name().toLowerCase() + "-password-chosen");

            therapist.navigate(platform.gateway().toString());
            button(therapist, "Sign in").first().click();
            therapist
                    .locator("#username")
                    .or(button(therapist, "Sign out"))
                    .first()
                    .waitFor();
            if (therapist.locator("#username").count() > 0) {
                therapist.locator("#username").fill(address);
                therapist.locator("#password").fill(password);
                therapist.locator("#kc-login").click();
                // Not without the second factor.
                assertThat(therapist.locator("#otp")).isVisible();
                therapist.locator("#otp").fill(OneTimePassword.next(secret));
                therapist.locator("#kc-login").click();
            }
            assertThat(button(therapist, "Sign out").first()).isVisible();
            therapist.navigate(platform.gateway().resolve("/therapist/profile").toString());
            assertThat(therapist.getByTestId("found")).hasText("Clients cannot find you");
            picture(therapist, size.name().toLowerCase() + "-first-visit");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    /** @return what the second factor is made of */
    private static String chooseAPasswordAndASecondFactor(Page page, String password) {
        String secret = "";
        for (int step = 0; step < 6 && page.url().contains("/login-actions/"); step++) {
            if (page.locator("#password-new").count() > 0) {
                page.locator("#password-new").fill(password);
                page.locator("#password-confirm").fill(password);
                page.locator("[type=submit]").first().click();
            } else if (page.locator("#totp").count() > 0) {
                page.locator("#mode-manual").click();
                secret = page.locator("#kc-totp-secret-key").innerText();
                page.locator("#totp").fill(OneTimePassword.now(secret));
                page.locator("#userLabel").fill("Phone");
                page.locator("#saveTOTPBtn").click();
            } else if (page.locator("#kc-info-message a").count() > 0) {
                page.locator("#kc-info-message a").first().click();
            } else {
                break;
            }
        }
        assertThat(secret).as("asked for a second factor at " + page.url()).isNotBlank();
        return secret;
    }

    @Test
    void an_integrators_endpoint_gets_what_it_asked_for(RunningPlatform.Platform platform) throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("webhook-signature") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (Browser browser = Browser.start()) {
            Page page = browser.desk();
            List<String> complaints = listenTo(page);
            signIn(page, platform.gateway(), "cora");
            assertThat(button(page, "Sign out").first()).isVisible();
            page.navigate(platform.gateway().resolve("/integrators/webhooks").toString());
            field(page, "Name").fill("Room displays");
            field(page, "Address").fill("http://169.254.169.254/latest");
            for (Locator event : page.getByRole(AriaRole.CHECKBOX).all()) {
                event.check();
            }
            button(page, "Add the endpoint").click();
            assertThat(field(page, "Address")).hasAttribute("aria-invalid", "true");

            field(page, "Address")
                    .fill("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            button(page, "Add the endpoint").click();
            assertThat(page.getByTestId("webhook-secret")).isVisible();
            picture(page, "webhook-added");
            link(page, "Room displays").first().click();
            button(page, "Send a test").click();
            await().atMost(Duration.ofSeconds(30)).until(() -> !received.isEmpty());
            assertThat(received.getFirst()).startsWith("v1,").contains("\"specversion\":\"1.0\"");
            assertThat(page.getByTestId("delivery").first()).isVisible();
            picture(page, "webhook");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_therapist_takes_time_off(Size size, RunningPlatform.Platform platform) {
        try (Browser browser = Browser.start()) {
            Page page = size.of(browser);
            List<String> complaints = listenTo(page);
            signIn(page, platform.gateway(), "dora");
            assertThat(heading(page, "Your day")).isVisible();
            page.navigate(platform.gateway().resolve("/therapist/hours").toString());
            assertThat(button(page, "Add time off")).isVisible();
            button(page, "Add time off").click();
            picture(page, size.name().toLowerCase() + "-hours");
            page.navigate(platform.gateway().resolve("/therapist/week").toString());
            assertThat(button(page, "Week after")).isVisible();
            button(page, "Week after").click();
            assertThat(page.locator("[aria-busy=true]")).hasCount(0);
            picture(page, size.name().toLowerCase() + "-week-after");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    /** From a match to a booking: three taps, and whoever goes back and forth books no second one. */
    @ParameterizedTest
    @EnumSource
    void a_client_books_in_three_taps_and_cancels(Size size, RunningPlatform.Platform platform) {
        try (Browser browser = Browser.start()) {
            Page page = size.of(browser);
            List<String> complaints = listenTo(page);
            signIn(page, platform.gateway(), "marta");
            assertThat(button(page, "Sign out").first()).isVisible();
            page.navigate(platform.gateway().resolve("/matches").toString());
            Locator match = page.getByTestId("match").first();
            assertThat(match).isVisible();

            match.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("See times with"))
                    .click();
            page.getByTestId("slot").first().click();
            assertThat(page.getByTestId("hold-left")).isVisible();
            button(page, "Book this appointment").click();
            assertThat(page).hasURL(Pattern.compile("/appointments/[0-9a-f-]{36}$"));
            assertThat(page.getByTestId("appointment-state")).isVisible();
            String appointment = page.url();
            picture(page, size.name().toLowerCase() + "-booked");

            page.goBack();
            page.goForward();
            assertThat(page).hasURL(appointment);

            assertThat(page.getByTestId("policy").first()).isVisible();
            button(page, "Cancel the appointment").click();
            button(page, "Yes, cancel it").click();
            assertThat(page.getByTestId("appointment-state")).containsText(Pattern.compile("ancel"));
            picture(page, size.name().toLowerCase() + "-cancelled");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everything_is_there_in_german(Size size, RunningPlatform.Platform platform) {
        try (Browser browser = Browser.start()) {
            Page page = size.of(browser);
            List<String> complaints = listenTo(page);
            signIn(page, platform.gateway(), "marta");
            button(page, "Deutsch").click();
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            page.navigate(platform.gateway().resolve("/result").toString());
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            assertThat(page.locator("[data-testid^=plan-]").first()).isVisible();
            String shown = page.locator("main").innerText();
            assertThat(Arrays.stream(shown.split("\\W+")).map(String::toLowerCase))
                    .as(shown)
                    .doesNotContain("the", "your", "you", "and", "pressure", "with", "because");
            picture(page, size.name().toLowerCase() + "-result-in-german");
            page.navigate(platform.gateway().resolve("/matches").toString());
            assertThat(page.getByTestId("match").first()).isVisible();
            picture(page, size.name().toLowerCase() + "-matches-in-german");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }
}
