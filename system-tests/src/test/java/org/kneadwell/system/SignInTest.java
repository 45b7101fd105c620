package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.system.KeycloakPages.first;
import static org.kneadwell.system.KeycloakPages.message;
import static org.kneadwell.system.KeycloakPages.register;
import static org.kneadwell.system.KeycloakPages.signIn;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rests on Keycloak and on how the realm sets it, asked of the real one: OWASP ASVS 5.0, chapters V6, V7 and V10. */
@Tag("slow")
@OnThePlatform
class SignInTest {

    private static final Pattern PASSWORD_FIELD = Pattern.compile("<input[^>]*name=\"password\"[^>]*>");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "too short, short-one",
        "one of the commonest, 1234567890a",
        "and in capitals, PASSWORD123",
        "the user name, {username}",
        "the mail address, {username}@example.test"
    })
    void a_password_that_is_easily_guessed_is_refused(String why, String password, RunningPlatform.Platform platform) {
        Person visitor = Person.anonymous(platform.gateway());
        HttpResponse<String> answer = register(visitor, "visitor-" + UUID.randomUUID(), password);

        assertThat(answer.uri().getPath()).as(why).contains("/realms/kneadwell/");
        // At once, or where it is about to be used for the first time.
        assertThat(answer.body()).containsAnyOf("input-error-password", "kc-passwd-update-form");
        assertThat(visitor.get("/session").expect(200).path("signedIn").asBoolean())
                .isFalse();
    }

    @Test
    void a_long_password_is_taken_as_it_is_and_hidden_while_it_is_typed(RunningPlatform.Platform platform) {
        Person visitor = Person.anonymous(platform.gateway());
        String name = "visitor-" + UUID.randomUUID();
        String password = " Größe & <Ruhe> \"im\" Rücken 🙂 " + "x".repeat(64) + " ";

        HttpResponse<String> in = register(visitor, name, password);
        assertThat(in.uri().resolve("/")).isEqualTo(platform.gateway().resolve("/"));
        assertThat(visitor.get("/session").expect(200).path("roles").toString()).isEqualTo("[\"client\"]");
        assertThat(signIn(Person.anonymous(platform.gateway()), name, password.strip())
                        .uri()
                        .getPath())
                .as("without its spaces it is another one")
                .startsWith("/realms/");

        HttpResponse<String> page = Person.anonymous(platform.gateway()).open("/login");
        String field = first(PASSWORD_FIELD, page.body()).group();
        assertThat(field)
                .contains("type=\"password\"", "autocomplete=\"current-password\"")
                .doesNotContain("onpaste", "maxlength");
    }

    @Test
    void an_account_at_which_somebody_guesses_is_locked_for_a_while(RunningPlatform.Platform platform) {
        String name = "visitor-" + UUID.randomUUID();
        String password = "a quiet afternoon " + UUID.randomUUID();
        register(Person.anonymous(platform.gateway()), name, password);
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> wrong = signIn(Person.anonymous(platform.gateway()), name, "wrong guess " + i);
            assertThat(wrong.uri().getPath()).startsWith("/realms/");
        }

        Person right = Person.anonymous(platform.gateway());
        HttpResponse<String> locked = signIn(right, name, password);
        assertThat(locked.uri().getPath()).startsWith("/realms/");
        assertThat(right.get("/session").expect(200).path("signedIn").asBoolean())
                .isFalse();
        // Whether there is such an account is not told.
        String unknown = signIn(Person.anonymous(platform.gateway()), "nobody-" + UUID.randomUUID(), password)
                .body();
        assertThat(message(locked.body())).isEqualTo(message(unknown));
    }

    @Test
    void the_code_of_a_sign_in_is_taken_once(RunningPlatform.Platform platform) {
        String name = "visitor-" + UUID.randomUUID();
        String password = "a quiet afternoon " + UUID.randomUUID();
        Person visitor = Person.anonymous(platform.gateway());
        register(visitor, name, password);
        URI callback = visitor.visited()
                .filter(uri -> uri.getPath().equals("/login/callback")
                        && uri.getQuery().contains("code="))
                .reduce((earlier, later) -> later)
                .orElseThrow();

        Person thief = Person.anonymous(platform.gateway());
        thief.open(callback.toString());
        assertThat(thief.get("/session").expect(200).path("signedIn").asBoolean())
                .isFalse();
    }

    @Test
    void tokens_are_signed_with_keys_of_128_bits_of_security(RunningPlatform.Platform platform) {
        URI keys = URI.create(Person.anonymous(platform.gateway())
                .open("/login")
                .uri()
                .toString()
                .replaceFirst("/auth\\?.*", "/certs"));
        JsonNode set = Person.json(
                Person.anonymous(platform.gateway()).open(keys.toString()).body());
        assertThat(set.path("keys"))
                .filteredOn(key -> key.path("use").asText().equals("sig"))
                .isNotEmpty()
                .allSatisfy(key -> {
                    assertThat(key.path("alg").asText()).isEqualTo("RS256");
                    // NIST SP 800-57: 3072 bits of RSA are 128.
                    assertThat(new BigInteger(
                                            1,
                                            Base64.getUrlDecoder()
                                                    .decode(key.path("n").asText()))
                                    .bitLength())
                            .isGreaterThanOrEqualTo(3072);
                });
    }

    @Test
    void nobody_registers_another_application(RunningPlatform.Platform platform) {
        String login = Person.anonymous(platform.gateway()).open("/login").uri().toString();
        String registration = login.replaceFirst("/protocol/.*", "/clients-registrations/openid-connect");
        int status = Person.anonymous(platform.gateway())
                .postElsewhere(registration, "{\"redirect_uris\":[\"https://elsewhere.test/\"]}");
        assertThat(status).isIn(401, 403);
    }

    @Test
    void ones_password_and_sessions_are_on_the_account_page(RunningPlatform.Platform platform) {
        Person visitor = Person.anonymous(platform.gateway());
        register(visitor, "visitor-" + UUID.randomUUID(), "a quiet afternoon " + UUID.randomUUID());
        HttpResponse<String> account = visitor.open("/account");
        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.uri().getPath()).startsWith("/realms/kneadwell/account");
    }
}
