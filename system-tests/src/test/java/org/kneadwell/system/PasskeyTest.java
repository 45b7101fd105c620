package org.kneadwell.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.system.KeycloakPages.askForReset;
import static org.kneadwell.system.KeycloakPages.linkInTheMailTo;
import static org.kneadwell.system.Visit.button;
import static org.kneadwell.system.Visit.heading;
import static org.kneadwell.system.Visit.link;
import static org.kneadwell.system.Visit.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.RunningPlatform.Platform;

/** Where an installation asks clients for more than a password, as production does: on a phone, with passkeys, at the real Keycloak. */
@Tag("slow")
@OnThePlatform
class PasskeyTest {

    private static final String[] ASKING = {"web-frontend", "intake-service"};
    private static final String FOR_CLIENTS = "/api/intake/v1/consent";
    private static final String PASSWORD = "a quiet afternoon in November";

    /** Keycloak's page, made to ask once for less than Keycloak does, as one of a thief's would. */
    private static final String ASKING_FOR_LESS = """
            for (const call of ["create", "get"]) {
              const real = navigator.credentials[call].bind(navigator.credentials);
              navigator.credentials[call] = options => {
                if (localStorage.getItem("less")) {
                  localStorage.removeItem("less");
                  options.publicKey.userVerification = "discouraged";
                  if (options.publicKey.authenticatorSelection) options.publicKey.authenticatorSelection.userVerification = "discouraged";
                }
                return real(options);
              };
            }""";

    private static final String LESS = "localStorage.setItem('less', '1')";

    @BeforeAll
    static void isAskedOfClients(Platform platform) {
        Visit.needsABrowser();
        platform.restart(Map.of("kneadwell.second-factor.roles", "client,therapist,coordinator"), ASKING);
    }

    @AfterAll
    static void asBefore(Platform platform) {
        platform.restart(Map.of(), ASKING);
    }

    /** Somebody on a phone, up to where they are asked to make a passkey. */
    private record Newcomer(Platform platform, Page phone, VirtualAuthenticator unlocking, String name) {

        static Newcomer signUp(Platform platform, Browser browser) {
            Page phone = browser.phone();
            var newcomer =
                    new Newcomer(platform, phone, VirtualAuthenticator.of(phone), "newcomer-" + UUID.randomUUID());
            phone.navigate(platform.gateway().toString());
            button(phone, "Create an account").click();
            Map.of("username", newcomer.name, "email", newcomer.mail(), "firstName", "Vera", "lastName", "Visitor")
                    .forEach((field, value) -> phone.locator("#" + field).fill(value));
            phone.locator("#password").fill(PASSWORD);
            phone.locator("#password-confirm").fill(PASSWORD);
            phone.locator("[type=submit]").first().click();
            assertThat(heading(phone, "Make a passkey")).isVisible();
            return newcomer;
        }

        static Newcomer withPasskey(Platform platform, Browser browser) {
            Newcomer newcomer = signUp(platform, browser);
            picture(newcomer.phone, "passkey-make");
            button(newcomer.phone, "Make a passkey").click();
            link(newcomer.phone, "Sign in with a passkey").waitFor();
            picture(newcomer.phone, "passkey-first-use");
            newcomer.useIt();
            newcomer.isIn();
            return newcomer;
        }

        String mail() {
            return name + "@example.test";
        }

        /** Where Keycloak offers it by a link or, after a password, by a button. */
        void useIt() {
            phone.locator("#authenticateWebAuthnButton").click();
        }

        void typePassword() {
            phone.locator("#username").fill(name);
            phone.locator("#password").fill(PASSWORD);
            phone.locator("#kc-login").click();
        }

        void isIn() {
            assertThat(heading(phone, "Hello Vera")).isVisible();
            assertThat(statusForClients()).isEqualTo(200);
        }

        int statusForClients() {
            return phone.request()
                    .get(platform.gateway().resolve(FOR_CLIENTS).toString())
                    .status();
        }

        /** What a token says of whoever signs in now, at a browser that knows nobody. */
        JsonNode claims(Runnable signIn) {
            var gateway = Realm.of(platform).asGateway();
            List<URI> visited = new ArrayList<>();
            phone.onRequest(request -> visited.add(URI.create(request.url())));
            phone.context().clearCookies();
            phone.navigate(gateway.signIn());
            signIn.run();
            phone.waitForURL(address -> address.startsWith(platform.gateway().toString()));
            return Realm.claims(gateway.tokens(visited.stream()), "access_token");
        }
    }

    private static List<String> amr(JsonNode claims) {
        return claims.path("amr").valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void whoever_signs_up_makes_a_passkey_at_once_and_from_then_on_needs_nothing_else(Platform platform) {
        try (Browser browser = Browser.start()) {
            Newcomer client = Newcomer.withPasskey(platform, browser);
            picture(client.phone(), "passkey-in");

            button(client.phone(), "Sign out").first().click();
            client.unlocking().isTouched(false);
            button(client.phone(), "Sign in").first().click();
            link(client.phone(), "Sign in with a passkey").waitFor();
            picture(client.phone(), "passkey-sign-in");
            client.unlocking().isTouched(true);
            // Offered with the user name; the browser's stand-in for a person takes the offer.
            client.phone().reload();
            client.isIn();

            JsonNode token = client.claims(() -> {});
            assertThat(amr(token)).containsExactly("pop");
            assertThat(token.path("realm_access").path("roles").toString()).contains("\"client\"");
        }
    }

    @Test
    void a_password_alone_is_not_enough_for_whoever_has_a_passkey(Platform platform) {
        try (Browser browser = Browser.start()) {
            Newcomer client = Newcomer.withPasskey(platform, browser);
            client.unlocking().isTouched(false);
            JsonNode token = client.claims(() -> {
                client.typePassword();
                assertThat(heading(client.phone(), "Sign in with your passkey")).isVisible();
                picture(client.phone(), "passkey-after-password");
                client.unlocking().isTouched(true);
                client.useIt();
            });
            assertThat(amr(token)).containsExactlyInAnyOrder("pwd", "pop");
        }
    }

    @Test
    void whoever_wants_none_is_told_what_to_do_and_may_take_an_authenticator_app(Platform platform) {
        try (Browser browser = Browser.start()) {
            Newcomer client = Newcomer.signUp(platform, browser);
            Page phone = client.phone();
            button(phone, "Not now").click();
            assertThat(heading(phone, "One more step, please")).isVisible();
            picture(phone, "passkey-not-now");
            assertThat(client.statusForClients()).isEqualTo(403);
            assertThat(phone.request()
                            .get(platform.gateway().resolve(FOR_CLIENTS).toString())
                            .text())
                    .contains("\"second-factor-needed\"");
            // By a fresh sign-in, which is by a password alone still.
            phone.context().clearCookies();
            phone.navigate(platform.gateway().toString());
            button(phone, "Sign in").first().click();
            client.typePassword();
            assertThat(heading(phone, "One more step, please")).isVisible();
            assertThat(client.statusForClients()).isEqualTo(403);

            // A sign-in of this second is as good as one of now.
            phone.waitForTimeout(2000);
            button(phone, "Use an authenticator app instead").click();
            phone.locator("#password").fill(PASSWORD);
            phone.locator("#kc-login").click();
            phone.locator("#mode-manual").click();
            String secret = phone.locator("#kc-totp-secret-key").innerText();
            phone.locator("#totp").fill(OneTimePassword.now(secret));
            phone.locator("#userLabel").fill("Phone");
            phone.locator("#saveTOTPBtn").click();
            phone.locator("#password").fill(PASSWORD);
            phone.locator("#kc-login").click();
            phone.locator("#otp").fill(OneTimePassword.next(secret));
            phone.locator("#kc-login").click();
            client.isIn();
        }
    }

    @Test
    void a_passkey_does_not_count_unless_it_knows_who_holds_it(Platform platform) {
        try (Browser browser = Browser.start()) {
            Newcomer client = Newcomer.signUp(platform, browser);
            Page phone = client.phone();
            phone.context().addInitScript(ASKING_FOR_LESS);
            client.unlocking().knowsWhoHoldsIt(false);
            phone.reload();
            phone.evaluate(LESS);
            button(phone, "Make a passkey").click();
            assertThat(heading(phone, "That did not work")).isVisible();
            picture(phone, "passkey-not-made");

            client.unlocking().knowsWhoHoldsIt(true);
            button(phone, "Try again").click();
            button(phone, "Make a passkey").click();
            client.useIt();
            client.isIn();

            client.unlocking().knowsWhoHoldsIt(false);
            client.unlocking().isTouched(false);
            phone.context().clearCookies();
            phone.navigate(platform.gateway().toString());
            button(phone, "Sign in").first().click();
            link(phone, "Sign in with a passkey").waitFor();
            phone.evaluate(LESS);
            client.unlocking().isTouched(true);
            client.useIt();
            assertThat(phone.getByText("Signing in with the passkey did not work."))
                    .isVisible();
            picture(phone, "passkey-not-verified");
            assertThat(client.statusForClients()).isEqualTo(401);
        }
    }

    @Test
    void nor_is_a_forgotten_password_a_way_round_it(Platform platform) {
        try (Browser browser = Browser.start()) {
            Newcomer client = Newcomer.withPasskey(platform, browser);
            client.unlocking().isTouched(false);
            Page phone = client.phone();
            askForReset(Person.anonymous(platform.gateway()), client.name());
            phone.context().clearCookies();
            phone.navigate(linkInTheMailTo(platform, client.mail()));
            assertThat(heading(phone, "Sign in with your passkey")).isVisible();
            assertThat(phone.locator("#password-new")).hasCount(0);

            client.unlocking().isTouched(true);
            client.useIt();
            assertThat(phone.locator("#password-new")).isVisible();
        }
    }
}
