package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.system.KeycloakPages.askForReset;
import static org.kneadwell.system.KeycloakPages.choosePassword;
import static org.kneadwell.system.KeycloakPages.linkInTheMailTo;
import static org.kneadwell.system.KeycloakPages.register;
import static org.kneadwell.system.KeycloakPages.setUpSecondFactor;
import static org.kneadwell.system.KeycloakPages.signIn;
import static org.kneadwell.system.KeycloakPages.text;
import static org.kneadwell.system.KeycloakPages.typeCode;
import static org.kneadwell.system.KeycloakPages.typePassword;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.KeycloakPages.SecondFactor;
import org.kneadwell.system.RunningPlatform.Platform;

/** One's account, its second factor and its sessions, at the real Keycloak and for the gateway: OWASP ASVS 5.0, V6 and V7. */
@Tag("slow")
@OnThePlatform
class AccountTest {

    private static final String PASSWORD_FORM = "kc-form-login";
    private static final String CODE_FORM = "kc-otp-login-form";
    private static final String NEW_PASSWORD_FORM = "kc-passwd-update-form";
    private static final String SECOND_FACTOR_FORM = "kc-totp-settings-form";

    /** Somebody with an account, signed in at one browser. */
    private record Account(Platform platform, String name, String password, Person browser) {

        static Account registered(Platform platform) {
            var account = new Account(
                    platform,
                    "visitor-" + UUID.randomUUID(),
                    "a quiet afternoon " + UUID.randomUUID(),
                    Person.anonymous(platform.gateway()));
            register(account.browser, account.name, account.password);
            assertThat(account.browser.isSignedIn()).isTrue();
            return account;
        }

        String mail() {
            return name + "@example.test";
        }

        Person atAnotherBrowser() {
            Person other = Person.anonymous(platform.gateway());
            signIn(other, name, password);
            return other;
        }

        SecondFactor withSecondFactor() {
            HttpResponse<String> again = browser.open(Realm.of(platform).addressOfAction("CONFIGURE_TOTP"));
            HttpResponse<String> page = typePassword(browser, again, name, password);
            assertThat(page.body()).contains(SECOND_FACTOR_FORM);
            return setUpSecondFactor(browser, page);
        }
    }

    /** Nobody is let in by this session any more, on any way. Each asks with a copy of its own, since a refusal takes cookies away. */
    private static void assertIsOver(List<Person> copies) {
        for (Person copy : copies) {
            assertThat(copy.session()).isNotEmpty();
        }
        var answer = copies.get(0).get("/api/booking/v1/me/profile");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("code").asText()).isEqualTo("session-expired");
        assertThat(copies.get(1).isSignedIn()).isFalse();
        assertThat(copies.get(2).isSignedIn()).isFalse();
    }

    private static List<Person> copies(Person person) {
        return List.of(person.thief(), person.thief(), person.thief());
    }

    private static void awaitOver(Person person) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !person.thief().isSignedIn());
        assertIsOver(copies(person));
    }

    @Test
    void signed_out_is_signed_out_for_whoever_copied_the_cookie_and_the_next_sign_in_is_a_new_session(
            Platform platform) {
        Account account = Account.registered(platform);
        Person browser = account.browser();
        Person elsewhere = account.atAnotherBrowser();
        String before = browser.session();
        assertThat(elsewhere.session()).isNotEqualTo(before);
        assertThat(browser.thief().isSignedIn()).isTrue();
        List<Person> copies = copies(browser);

        browser.signOut();

        assertIsOver(copies);
        assertThat(elsewhere.isSignedIn()).isTrue();
        signIn(browser, account.name(), account.password());
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.session()).isNotEqualTo(before);
    }

    @Test
    void an_administrator_ends_somebodys_sessions_at_once(Platform platform) {
        Account account = Account.registered(platform);
        Person elsewhere = account.atAnotherBrowser();
        Account somebodyElse = Account.registered(platform);
        Realm realm = Realm.of(platform);

        realm.post("/users/" + realm.account(account.name()) + "/logout", Map.of());

        assertIsOver(copies(account.browser()));
        assertIsOver(copies(elsewhere));
        assertThat(somebodyElse.browser().isSignedIn()).isTrue();
    }

    @Test
    void whoever_is_disabled_or_deleted_is_out_when_their_token_ends_and_does_not_come_back(Platform platform) {
        Realm realm = Realm.of(platform);
        realm.whileSetTo(Map.of("accessTokenLifespan", 10), () -> {
            Account disabled = Account.registered(platform);
            Account deleted = Account.registered(platform);
            Account neither = Account.registered(platform);

            realm.put("/users/" + realm.account(disabled.name()), Map.of("enabled", false));
            realm.delete("/users/" + realm.account(deleted.name()));

            for (Account account : List.of(disabled, deleted)) {
                awaitOver(account.browser());
                assertThat(account.atAnotherBrowser().isSignedIn()).isFalse();
            }
            assertThat(neither.browser().isSignedIn()).isTrue();
        });
    }

    @Test
    void sessions_last_as_long_as_the_documents_say(Platform platform) {
        JsonNode realm = Realm.of(platform).read("");
        assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(5 * 60);
        assertThat(realm.path("ssoSessionIdleTimeout").asInt()).isEqualTo(30 * 60);
        assertThat(realm.path("ssoSessionMaxLifespan").asInt()).isEqualTo(10 * 60 * 60);
        assertThat(realm.path("rememberMe").asBoolean()).isFalse();
    }

    @Test
    void a_session_that_nobody_uses_ends_and_one_that_is_used_goes_on(Platform platform) {
        Realm.of(platform).whileSetTo(Map.of("accessTokenLifespan", 6, "ssoSessionIdleTimeout", 12), () -> {
            Account idle = Account.registered(platform);
            Account used = Account.registered(platform);
            for (int i = 0; i < 9; i++) {
                pause(2);
                assertThat(used.browser().isSignedIn())
                        .as("after " + 2 * (i + 1) + " seconds")
                        .isTrue();
            }
            assertIsOver(copies(idle.browser()));
        });
    }

    @Test
    void a_session_ends_after_all_however_much_it_is_used(Platform platform) {
        Realm.of(platform).whileSetTo(Map.of("ssoSessionMaxLifespan", 24), () -> {
            Account account = Account.registered(platform);
            for (int i = 0; i < 3; i++) {
                pause(2);
                assertThat(account.browser().isSignedIn()).isTrue();
            }
            awaitOver(account.browser());
        });
    }

    @Test
    void whoever_changes_the_password_shows_the_present_one_and_ends_all_other_sessions(Platform platform) {
        Account account = Account.registered(platform);
        Person browser = account.browser();
        Person elsewhere = account.atAnotherBrowser();
        // A sign-in of this second is as good as one of now.
        pause(2);

        HttpResponse<String> asked = browser.open(Realm.of(platform).addressOfAction("UPDATE_PASSWORD"));
        assertThat(asked.body()).contains(PASSWORD_FORM).doesNotContain(NEW_PASSWORD_FORM);
        HttpResponse<String> refused = typePassword(browser, asked, account.name(), "not the present one");
        assertThat(refused.body()).contains(PASSWORD_FORM).doesNotContain(NEW_PASSWORD_FORM);
        HttpResponse<String> allowed = typePassword(browser, refused, account.name(), account.password());
        assertThat(allowed.body()).contains(NEW_PASSWORD_FORM);
        String next = "a quiet evening " + UUID.randomUUID();
        choosePassword(browser, allowed, next, true);

        assertIsOver(copies(elsewhere));
        assertThat(account.atAnotherBrowser().isSignedIn()).isFalse();
        Person after = Person.anonymous(platform.gateway());
        signIn(after, account.name(), next);
        assertThat(after.isSignedIn()).isTrue();
    }

    @Test
    void the_second_factor_is_set_up_and_taken_away_only_after_signing_in_again(Platform platform) {
        Account account = Account.registered(platform);
        Realm realm = Realm.of(platform);
        pause(2);
        assertThat(account.browser()
                        .open(realm.addressOfAction("CONFIGURE_TOTP"))
                        .body())
                .contains(PASSWORD_FORM)
                .doesNotContain(SECOND_FACTOR_FORM);

        assertThat(account.browser()
                        .open(realm.addressOfAction("webauthn-register-passwordless"))
                        .body())
                .contains(PASSWORD_FORM)
                .doesNotContain("registerWebAuthn");

        SecondFactor phone = account.withSecondFactor();
        // Base 32: five bits a letter.
        assertThat(phone.secret().replace(" ", "")).hasSizeGreaterThanOrEqualTo(32);
        JsonNode credentials = realm.read("/users/" + realm.account(account.name()) + "/credentials");
        JsonNode otp = credentials
                .valueStream()
                .filter(one -> one.path("type").asText().equals("otp"))
                .findFirst()
                .orElseThrow();
        pause(2);
        Person browser = account.browser();
        HttpResponse<String> asked = browser.open(
                realm.addressOfAction("delete_credential:" + otp.path("id").asText()));
        assertThat(asked.body()).contains(PASSWORD_FORM);
        HttpResponse<String> code = typePassword(browser, asked, account.name(), account.password());
        assertThat(code.body()).contains(CODE_FORM);
        assertThat(typeCode(browser, code, OneTimePassword.now(phone.secret())).body())
                .contains("kc-accept");
    }

    /** By which a forgotten password is replaced. */
    @Test
    void nor_is_the_mail_address_changed_without(Platform platform) {
        Account account = Account.registered(platform);
        pause(2);
        HttpResponse<String> asked = account.browser().open(Realm.of(platform).addressOfAction("UPDATE_EMAIL"));
        assertThat(asked.body()).contains(PASSWORD_FORM);
        HttpResponse<String> page = typePassword(account.browser(), asked, account.name(), account.password());
        String next = "next-" + account.mail();
        account.browser().submit(KeycloakPages.form(page), Map.of("email", next));
        Realm realm = Realm.of(platform);
        assertThat(realm.read("/users/" + realm.account(account.name()))
                        .path("email")
                        .asText())
                .isEqualTo(next);
    }

    @Test
    void one_ends_ones_other_sessions_on_the_account_page(Platform platform) {
        Account account = Account.registered(platform);
        Person elsewhere = account.atAnotherBrowser();
        var page = Realm.of(platform).asAccountPage();
        account.browser().open(page.signIn());

        Realm.of(platform)
                .endOtherSessions(
                        page.tokens(account.browser()).path("access_token").asText());

        assertIsOver(copies(elsewhere));
        assertThat(account.browser().isSignedIn()).isTrue();
    }

    @Test
    void a_token_says_how_somebody_signed_in(Platform platform) {
        Account account = Account.registered(platform);
        Realm realm = Realm.of(platform);
        assertThat(waysIn(realm, account)).containsExactly("pwd");

        SecondFactor phone = account.withSecondFactor();
        Person browser = Person.anonymous(platform.gateway());
        var gateway = realm.asGateway();
        HttpResponse<String> code =
                typePassword(browser, browser.open(gateway.signIn()), account.name(), account.password());
        assertThat(code.body()).contains(CODE_FORM);
        HttpResponse<String> used = typeCode(browser, code, phone.used());
        assertThat(used.body()).contains(CODE_FORM);
        typeCode(browser, used, OneTimePassword.now(phone.secret()));
        JsonNode tokens = gateway.tokens(browser);

        for (JsonNode one : List.of(tokens, gateway.refreshed(tokens))) {
            assertThat(amr(one, "access_token")).containsExactlyInAnyOrder("pwd", "otp");
            assertThat(amr(one, "id_token")).containsExactlyInAnyOrder("pwd", "otp");
        }
        // Come back without being asked again, in the same session.
        var later = realm.asGateway();
        browser.open(later.signIn());
        assertThat(amr(later.tokens(browser), "access_token")).containsExactlyInAnyOrder("pwd", "otp");

        JsonNode program = Realm.claims(realm.tokensOfIntegrator(), "access_token");
        assertThat(program.path("client_id").asText()).isEqualTo("integrator");
        assertThat(program.has("sid")).isFalse();
        JsonNode person = Realm.claims(tokens, "access_token");
        assertThat(person.has("client_id")).isFalse();
        assertThat(person.path("sid").asText()).isNotBlank();
    }

    private static List<String> waysIn(Realm realm, Account account) {
        Person browser = Person.anonymous(account.platform().gateway());
        var gateway = realm.asGateway();
        typePassword(browser, browser.open(gateway.signIn()), account.name(), account.password());
        return amr(gateway.tokens(browser), "access_token");
    }

    private static List<String> amr(JsonNode tokens, String token) {
        return Realm.claims(tokens, token)
                .path("amr")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void a_forgotten_password_is_replaced_by_a_mail_whose_link_leads_there_once(Platform platform) {
        Account account = Account.registered(platform);
        Person visitor = Person.anonymous(platform.gateway());
        String nobody = "nobody-" + UUID.randomUUID();

        String known = text(askForReset(visitor, account.name()));
        String unknown = text(askForReset(Person.anonymous(platform.gateway()), nobody));
        assertThat(known).contains("You should receive an email shortly");
        assertThat(unknown.replace(nobody, "…")).isEqualTo(known.replace(account.name(), "…"));

        String link = linkInTheMailTo(platform, account.mail());
        assertThat(platform.mails())
                .noneMatch(mail -> mail.path("to").toString().contains(nobody));
        HttpResponse<String> page = visitor.open(link);
        assertThat(page.body()).contains(NEW_PASSWORD_FORM);
        String next = "a quiet evening " + UUID.randomUUID();
        choosePassword(visitor, page, next, true);

        assertThat(account.atAnotherBrowser().isSignedIn()).isFalse();
        Person after = Person.anonymous(platform.gateway());
        signIn(after, account.name(), next);
        assertThat(after.isSignedIn()).isTrue();
        assertIsOver(copies(account.browser()));
        assertThat(Person.anonymous(platform.gateway()).open(link).body()).doesNotContain(NEW_PASSWORD_FORM);
    }

    @Test
    void a_forgotten_password_is_no_way_round_the_second_factor(Platform platform) {
        Account account = Account.registered(platform);
        SecondFactor phone = account.withSecondFactor();
        Person visitor = Person.anonymous(platform.gateway());
        askForReset(visitor, account.name());

        HttpResponse<String> code = visitor.open(linkInTheMailTo(platform, account.mail()));
        assertThat(code.body()).contains(CODE_FORM).doesNotContain(NEW_PASSWORD_FORM, SECOND_FACTOR_FORM);
        HttpResponse<String> wrong = typeCode(visitor, code, "000000");
        assertThat(wrong.body()).contains(CODE_FORM).doesNotContain(NEW_PASSWORD_FORM, SECOND_FACTOR_FORM);
        HttpResponse<String> right = typeCode(visitor, wrong, OneTimePassword.now(phone.secret()));
        assertThat(right.body()).contains(NEW_PASSWORD_FORM);
    }

    @Test
    void passwords_are_kept_by_argon2(Platform platform) {
        Account account = Account.registered(platform);
        Realm realm = Realm.of(platform);
        JsonNode kept = realm.read("/users/" + realm.account(account.name()) + "/credentials");
        assertThat(kept).hasSize(1);
        JsonNode how = Person.json(kept.path(0).path("credentialData").asText());
        assertThat(how.path("algorithm").asText()).isEqualTo("argon2");
        // OWASP's password storage cheat sheet: Argon2id with 7 MiB and five rounds at least.
        JsonNode parameters = how.path("additionalParameters");
        assertThat(parameters.path("type").path(0).asText()).isEqualTo("id");
        assertThat(parameters.path("memory").path(0).asInt()).isGreaterThanOrEqualTo(7168);
        assertThat(how.path("hashIterations").asInt()).isGreaterThanOrEqualTo(5);
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
