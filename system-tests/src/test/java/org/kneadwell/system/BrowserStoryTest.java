package org.kneadwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.system.Visit.button;
import static org.kneadwell.system.Visit.check;
import static org.kneadwell.system.Visit.exact;
import static org.kneadwell.system.Visit.group;
import static org.kneadwell.system.Visit.heading;
import static org.kneadwell.system.Visit.listenTo;
import static org.kneadwell.system.Visit.moveTime;
import static org.kneadwell.system.Visit.moveTimeTo;
import static org.kneadwell.system.Visit.picture;
import static org.kneadwell.system.Visit.signIn;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The story as people live it: a client who has just signed up, on a phone, and a therapist at a desk, each signed in on
 * Keycloak's own page. Screenshots are left in {@code target/screens}.
 */
@Tag("slow")
@OnThePlatform
class BrowserStoryTest {

    private static final String PASSWORD = "a-long-enough-phrase";

    @BeforeAll
    static void needsABrowser() {
        Visit.needsABrowser();
    }

    @Test
    void a_new_client_on_a_phone_and_a_therapist_at_a_desk_live_the_story(RunningPlatform.Platform platform) {
        try (Browser browser = Browser.start()) {
            Page client = browser.phone();
            List<String> complaints = listenTo(client);
            String address = signUp(client, platform.gateway());
            consent(client);
            fillInTheIntake(client, () -> goOnElsewhere(browser, platform.gateway(), address));
            seeTheResult(client);
            chooseATherapist(client);
            Instant start = takeASlotAndBook(client);
            String appointment = client.url();

            Page therapist = browser.desk();
            complaints.addAll(listenTo(therapist));
            signIn(therapist, platform.gateway(), "ben");
            readTheSummary(therapist, appointment);
            moveTimeTo(therapist, start.plusSeconds(60));
            runTheSession(therapist, appointment);

            button(client, "Move the clock forward by 48 hours").click();
            moveTime(client, Duration.ofHours(12).plusMinutes(1));
            String invitation = invitation(platform, address);
            client.navigate(invitation);
            answerTheFollowUp(client);
            assertThat(client.getByTestId("changed")).containsText("Low back 5 → 4: still sore at 60 h");
            picture(client, "follow-up-result");

            client.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search again with what we learned"))
                    .click();
            Locator ben = client.getByTestId("match").filter(new Locator.FilterOptions().setHasText("Ben Brugger"));
            assertThat(ben).isVisible();
            ben.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Why this fit"))
                    .click();
            picture(client, "search-again");
            assertThat(complaints).as("errors in the browser's console").isEmpty();
            signOut(client, platform.gateway());
        }
    }

    /** Signs up on Keycloak's registration page, as any new client does. */
    private static String signUp(Page page, URI gateway) {
        page.navigate(gateway.toString());
        picture(page, "welcome");
        button(page, "Sign in").first().click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create an account"))
                .click();
        String name = "nora-" + UUID.randomUUID().toString().substring(0, 8);
        page.locator("#username").fill(name);
        page.locator("#password").fill(PASSWORD);
        page.locator("#password-confirm").fill(PASSWORD);
        page.locator("#email").fill(name + "@example.test");
        page.locator("#firstName").fill("Nora");
        page.locator("#lastName").fill("Newcomer");
        page.locator("#kc-register-form [type=submit], form [type=submit]")
                .first()
                .click();
        assertThat(heading(page, "Hello Nora")).isVisible();
        picture(page, "home");
        return name + "@example.test";
    }

    /** Here and at Keycloak: who signs in next on this phone is asked for a password. */
    private static void signOut(Page page, URI gateway) {
        button(page, "Sign out").click();
        assertThat(page).hasURL(Pattern.compile("^" + gateway.resolve("/") + "(\\?.*)?$"));
        button(page, "Sign in").first().click();
        assertThat(page.locator("#password")).isVisible();
    }

    private static void consent(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start my intake"))
                .click();
        Locator agree = button(page, "I agree");
        assertThat(agree).isDisabled();
        for (Locator purpose : page.getByRole(AriaRole.CHECKBOX).all()) {
            purpose.check();
        }
        picture(page, "consent");
        agree.click();
    }

    /** Goes through the steps as they come, answering by what each card asks. */
    private static void fillInTheIntake(Page page, Runnable underWay) {
        for (int step = 1; step <= 20; step++) {
            assertThat(page.getByText(Pattern.compile("^Step " + step + " of ")))
                    .isVisible();
            for (Locator card : page.locator("[id^='q-']").all()) {
                answer(page, card);
            }
            picture(page, "intake-" + step);
            if (step == 2) {
                goBackAndFindEverythingThere(page);
                underWay.run();
            }
            Locator send = button(page, "Send my answers");
            if (send.count() > 0) {
                send.click();
                return;
            }
            button(page, "Continue").click();
        }
        throw new AssertionError("The intake has no end.");
    }

    private static void answer(Page page, Locator card) {
        switch (card.getAttribute("id").substring("q-".length())) {
            case "adult" -> card.getByLabel("Yes", exact()).check();
            case "pain_regions" ->
                card.locator("[data-region=low_back]").first().dispatchEvent("click");
            case "focus_areas" -> card.getByLabel("Low back", exact()).check();
            case "intensity_target" ->
                card.getByLabel("Low back: 5, medium", exact()).check();
            case "goals" -> card.getByRole(AriaRole.CHECKBOX).first().check();
            case "urgent_signs", "neuro", "recent_signs", "conditions", "medications", "history" ->
                card.getByLabel("None of these", exact()).check();
            case "past_bad_experience", "bruises_easily", "sensitised" ->
                card.getByLabel("No", exact()).check();
            default -> {
                // The rest may stay open.
            }
        }
    }

    private static void goBackAndFindEverythingThere(Page page) {
        button(page, "Back").click();
        assertThat(page.locator("#q-adult").getByLabel("Yes", exact())).isChecked();
        button(page, "Continue").click();
        assertThat(page.locator("#q-pain_regions").getByLabel("Low back", exact()))
                .isChecked();
    }

    /** On another device, where nobody has been before. */
    private static void goOnElsewhere(Browser browser, URI gateway, String address) {
        Page page = browser.desk();
        List<String> complaints = listenTo(page);
        signIn(page, gateway, address, PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continue my intake"))
                .click();
        assertThat(page.locator("#q-adult").getByLabel("Yes", exact())).isChecked();
        button(page, "Continue").click();
        assertThat(page.locator("#q-pain_regions").getByLabel("Low back", exact()))
                .isChecked();
        picture(page, "intake-elsewhere");
        assertThat(complaints).as("errors in the other browser's console").isEmpty();
        page.context().close();
    }

    private static void seeTheResult(Page page) {
        assertThat(heading(page, "What we understood")).isVisible();
        assertThat(page.getByTestId("plan-low_back"))
                .containsText("Target 5, between 4 and 5. Start at 3. Not above 7.");
        picture(page, "result");
    }

    private static void chooseATherapist(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Find a therapist"))
                .last()
                .click();
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Where do you want to be treated?"))
                .selectOption(new SelectOption().setIndex(1));
        button(page, "Save the place").click();
        Locator ben = page.getByTestId("match").filter(new Locator.FilterOptions().setHasText("Ben Brugger"));
        assertThat(ben).isVisible();
        ben.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Why this fit"))
                .click();
        button(page, "Why not the others?").click();
        assertThat(page.getByTestId("why-not")).not().isEmpty();
        picture(page, "matches");
        ben.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("See times with"))
                .click();
    }

    private static Instant takeASlotAndBook(Page page) {
        Locator slot = page.getByTestId("slot").first();
        assertThat(slot).isVisible();
        picture(page, "slots");
        Instant start = Instant.from(java.time.format.DateTimeFormatter.ISO_DATE_TIME.parse(
                slot.getAttribute("data-start"), java.time.OffsetDateTime::from));
        slot.click();
        assertThat(page.getByTestId("hold-left")).isVisible();
        picture(page, "hold");
        button(page, "Book this appointment").click();
        assertThat(page).hasURL(Pattern.compile("/appointments/"));
        assertThat(page.getByTestId("appointment-state")).isVisible();
        picture(page, "appointment");
        return start;
    }

    private static void readTheSummary(Page page, String appointment) {
        assertThat(heading(page, "Your day")).isVisible();
        picture(page, "therapist-day");
        page.navigate(appointment.replace("/appointments/", "/therapist/appointments/") + "/summary");
        assertThat(heading(page, "Nora Newcomer")).isVisible();
        assertThat(page.getByTestId("plan-low_back")).containsText("Target 5, between 4 and 5. Start at 3.");
        picture(page, "summary");
    }

    private static void runTheSession(Page page, String appointment) {
        page.navigate(appointment.replace("/appointments/", "/therapist/appointments/") + "/session");
        button(page, "Begin the session").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Low back feels like 6")))
                .click();
        button(page, "Record check-in").click();
        assertThat(page.getByTestId("advice")).containsText(Pattern.compile("ease", Pattern.CASE_INSENSITIVE));
        picture(page, "session");
        Locator worked = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Regions worked on"));
        worked.getByLabel("Low back", new Locator.GetByLabelOptions().setExact(true))
                .check();
        button(page, "Complete the session").click();
        assertThat(page.getByText(Pattern.compile("The session is complete"))).isVisible();
    }

    private static String invitation(RunningPlatform.Platform platform, String address) {
        Pattern link = Pattern.compile("https?://\\S+/follow-ups/[0-9a-f-]{36}");
        JsonNode mail = await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> platform.mails().stream()
                                .filter(candidate ->
                                        candidate.path("to").path(0).asText().equals(address))
                                .filter(candidate -> link.matcher(
                                                candidate.path("text").asText())
                                        .find())
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
        var found = link.matcher(mail.path("text").asText());
        found.find();
        return found.group();
    }

    private static void answerTheFollowUp(Page page) {
        check(page, "Soreness over all, right now: 5");
        check(page, "Soreness: Low back: 5");
        group(page, "The soreness is").getByLabel("Better").first().check();
        group(page, "Bruises").getByRole(AriaRole.RADIO).first().check();
        check(page, "Your pain now: 3");
        check(page, "Compared with before the session, you are: 1");
        group(page, "Was anything not right?").getByRole(AriaRole.RADIO).first().check();
        group(page, "Did any of these happen?").getByLabel("None of these").check();
        picture(page, "follow-up");
        button(page, "Send my answers").click();
        assertThat(heading(page, "Thank you")).isVisible();
    }
}
