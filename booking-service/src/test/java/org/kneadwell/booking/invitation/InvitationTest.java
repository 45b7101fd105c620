package org.kneadwell.booking.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.Front.CORA;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.as;
import static org.kneadwell.booking.Front.publish;
import static org.kneadwell.booking.account.KeycloakResource.keycloak;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.account.AccountDeletions;
import org.kneadwell.booking.account.FakeKeycloak.Mood;
import org.kneadwell.booking.account.KeycloakResource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Inviting a therapist, and every way in which the identity provider can spoil it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(value = KeycloakResource.class, restrictToAnnotatedClass = true)
class InvitationTest {

    private static final String PATH = "/therapists/invitations";
    private static final String MAIL = "nora@kneadwell.example";

    @Inject
    AccountDeletions deletions;

    private String location;

    @BeforeEach
    void aHouse() {
        Front.open();
        keycloak().empty();
        location = aLocation("R1", "Europe/Berlin");
    }

    @Test
    void who_is_invited_has_an_account_a_profile_and_a_mail() {
        String id = invite(MAIL)
                .statusCode(201)
                .body("state", equalTo("sent"))
                .body("name", equalTo("Nora Neu"))
                .body("expiresAt", equalTo("2026-03-09T08:00:00Z"))
                .extract()
                .path("id");

        UUID account = keycloak().all().getFirst();
        assertThat(keycloak().rolesOf(account)).containsExactly("therapist");
        assertThat(keycloak().mails()).containsExactly(MAIL);
        as(CORA).get("/therapists")
                .then()
                .body("items", hasSize(1))
                .body("items[0].accountId", equalTo(account.toString()))
                .body("items[0].name", equalTo("Nora Neu"))
                .body("items[0].email", equalTo(MAIL))
                .body("items[0].published", equalTo(false));

        as(Tokens.therapist(account)).get("/me/therapist").then().statusCode(200);
        as(CORA).get(PATH)
                .then()
                .body("items.id", contains(id))
                .body("items[0].state", equalTo("accepted"))
                .body("items[0].acceptedAt", notNullValue());
        as(CORA).delete(PATH + "/" + id).then().statusCode(409).body("code", equalTo("invitation-accepted"));
        as(CORA).post(PATH + "/" + id + "/resend").then().statusCode(409);
    }

    @Test
    void the_invitation_and_what_follows_is_in_the_language_it_was_sent_in() {
        var wanted = wanted(MAIL);
        wanted.put("mailLanguage", "de");
        wanted.put("languages", List.of("de", "it"));
        String id = invite(UUID.randomUUID().toString(), wanted)
                .statusCode(201)
                .extract()
                .path("therapistId");
        assertThat(keycloak().languageOf(keycloak().all().getFirst())).isEqualTo("de");
        as(CORA).get("/therapists/" + id)
                .then()
                .body("mailLanguage", equalTo("de"))
                .body("languages", contains("de", "it"));

        keycloak().empty();
        String plain =
                invite("otto@kneadwell.example").statusCode(201).extract().path("therapistId");
        assertThat(keycloak().languageOf(keycloak().all().getFirst())).isEqualTo("en");
        as(CORA).get("/therapists/" + plain).then().body("mailLanguage", equalTo("en"));

        wanted.put("email", "nils@kneadwell.example");
        wanted.put("languages", List.of("qq"));
        invite(UUID.randomUUID().toString(), wanted).statusCode(422).body("code", equalTo("unknown-language"));
        wanted.put("languages", List.of());
        wanted.put("mailLanguage", "it");
        invite(UUID.randomUUID().toString(), wanted)
                .statusCode(400)
                .body("violations[0].field", equalTo("mailLanguage"));
    }

    @Test
    void the_same_key_is_the_same_invitation_and_the_same_person_another_refusal() {
        String key = UUID.randomUUID().toString();
        String id = invite(key, wanted(MAIL)).statusCode(201).extract().path("id");
        invite(key, wanted(MAIL)).statusCode(201).body("id", equalTo(id));
        invite("Nora@Kneadwell.example")
                .statusCode(409)
                .body("code", equalTo("already-invited"))
                .body("violations[0].field", equalTo("email"));
        assertThat(keycloak().mails()).hasSize(1);
        assertThat(keycloak().all()).hasSize(1);
    }

    @Test
    void an_account_that_somebody_has_is_given_nothing() {
        UUID other = keycloak().has(MAIL, "client");

        invite(MAIL).statusCode(409).body("code", equalTo("mail-has-account"));

        assertThat(keycloak().rolesOf(other)).containsExactly("client");
        assertThat(keycloak().mails()).isEmpty();
        as(CORA).get(PATH).then().body("items", empty());
        as(CORA).get("/therapists").then().body("items", empty());
    }

    /** Each step of it, broken before and after it is done. */
    @ParameterizedTest
    @CsvSource({
        "BROKEN, POST .*/token",
        "BROKEN, GET .*/users",
        "BROKEN, POST .*/users",
        "FORGETFUL, POST .*/users",
        "SLOW, POST .*/users",
        "BROKEN, GET .*/realm",
        "BROKEN, POST .*/realm",
        "FORGETFUL, POST .*/realm",
        "BROKEN, DELETE .*/realm",
        "BROKEN, PUT .*email",
        "SLOW, PUT .*email",
    })
    void what_fails_on_the_way_is_finished_by_inviting_again(Mood mood, String requests) {
        keycloak().is(mood, requests);
        String key = UUID.randomUUID().toString();
        invite(key, wanted(MAIL))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("identity-provider-unreachable"));
        as(CORA).get(PATH)
                .then()
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("begun"))
                .body("items[0].sentAt", nullValue());

        keycloak().is(Mood.WELL);
        String id = invite(key, wanted(MAIL)).statusCode(201).extract().path("id");

        assertThat(keycloak().all()).as("one account").hasSize(1);
        assertThat(keycloak().rolesOf(keycloak().all().getFirst())).containsExactly("therapist");
        assertThat(keycloak().mails()).containsExactly(MAIL);
        as(CORA).get(PATH).then().body("items.id", contains(id)).body("items[0].state", equalTo("sent"));
        as(CORA).get("/therapists").then().body("items", hasSize(1));
    }

    @Test
    void what_failed_is_also_finished_by_sending_again() {
        keycloak().is(Mood.BROKEN);
        invite(MAIL).statusCode(503);
        String id = as(CORA).get(PATH).path("items[0].id");
        as(CORA).post(PATH + "/" + id + "/resend").then().statusCode(503);

        keycloak().is(Mood.WELL);
        as(CORA).post(PATH + "/" + id + "/resend").then().statusCode(200).body("state", equalTo("sent"));
        as(CORA).post(PATH + "/" + id + "/resend").then().statusCode(200);
        assertThat(keycloak().mails()).as("two taps are one mail").hasSize(1);

        SettableClock.shared().advance(Duration.ofDays(8));
        as(CORA).get(PATH).then().body("items[0].state", equalTo("expired"));
        as(CORA).post(PATH + "/" + id + "/resend").then().statusCode(200).body("state", equalTo("sent"));
        assertThat(keycloak().mails()).hasSize(2);
    }

    @Test
    void what_was_not_accepted_can_be_taken_back_and_asked_anew() {
        String id = invite(MAIL).statusCode(201).extract().path("id");

        as(CORA).delete(PATH + "/" + id).then().statusCode(204);

        assertThat(keycloak().all()).isEmpty();
        as(CORA).get(PATH).then().body("items", empty());
        as(CORA).get("/therapists").then().body("items", empty());
        as(CORA).delete(PATH + "/" + id).then().statusCode(404);
        invite(MAIL).statusCode(201);
    }

    @Test
    void an_account_that_could_not_be_deleted_is_deleted_later() {
        String id = invite(MAIL).statusCode(201).extract().path("id");
        keycloak().is(Mood.BROKEN, "DELETE .*");
        as(CORA).delete(PATH + "/" + id).then().statusCode(204);
        assertThat(keycloak().all()).hasSize(1);

        keycloak().is(Mood.WELL);
        deletions.deleteDue();

        assertThat(keycloak().all()).isEmpty();
    }

    @Test
    void an_account_that_we_did_not_hear_of_is_deleted_too() {
        keycloak().is(Mood.FORGETFUL, "POST .*/users");
        invite(MAIL).statusCode(503);
        keycloak().is(Mood.WELL);
        assertThat(keycloak().all()).hasSize(1);

        as(CORA).delete(PATH + "/" + as(CORA).get(PATH).path("items[0].id"))
                .then()
                .statusCode(204);

        assertThat(keycloak().all()).isEmpty();
    }

    @Test
    void whom_clients_see_is_not_taken_back() {
        var invited = invite(MAIL).statusCode(201).extract();
        publish(invited.path("therapistId"));

        as(CORA).delete(PATH + "/" + invited.path("id"))
                .then()
                .statusCode(409)
                .body("code", equalTo("therapist-published"));

        assertThat(keycloak().all()).hasSize(1);
        as(CORA).get(PATH).then().body("items", hasSize(1));
    }

    @Test
    void what_is_not_fit_reaches_no_account() {
        var unknown = wanted(MAIL);
        unknown.put("locationId", UUID.randomUUID().toString());
        invite(UUID.randomUUID().toString(), unknown).statusCode(422).body("code", equalTo("unknown-location"));
        var nameless = wanted(MAIL);
        nameless.put("firstName", "  ");
        invite(UUID.randomUUID().toString(), nameless)
                .statusCode(400)
                .body("violations[0].field", equalTo("firstName"));
        var odd = wanted(MAIL);
        odd.put("firstName", "No<ra");
        invite(UUID.randomUUID().toString(), odd).statusCode(422).body("code", equalTo("account-refused"));
        var surplus = wanted(MAIL);
        surplus.put("accountId", UUID.randomUUID().toString());
        invite(UUID.randomUUID().toString(), surplus).statusCode(400);

        assertThat(keycloak().all()).isEmpty();
        as(CORA).get(PATH).then().body("items", empty());
    }

    @Test
    void a_list_goes_on_page_by_page() {
        for (String name : List.of("one", "two", "three")) {
            invite(name + "@kneadwell.example").statusCode(201);
        }
        var first = as(CORA).get(PATH + "?limit=2").then().statusCode(200).extract();
        assertThat(first.<List<String>>path("items.email"))
                .containsExactly("three@kneadwell.example", "two@kneadwell.example");
        as(CORA).get(PATH + "?limit=2&cursor=" + first.path("next"))
                .then()
                .body("items.email", contains("one@kneadwell.example"))
                .body("next", nullValue());
    }

    private ValidatableResponse invite(String email) {
        return invite(UUID.randomUUID().toString(), wanted(email));
    }

    private static ValidatableResponse invite(String key, Map<String, Object> wanted) {
        return as(CORA).header("Idempotency-Key", key).body(wanted).post(PATH).then();
    }

    private Map<String, Object> wanted(String email) {
        var wanted = new HashMap<>(aProfile(location, UUID.randomUUID()));
        wanted.remove("accountId");
        wanted.remove("name");
        wanted.put("firstName", "Nora");
        wanted.put("lastName", "Neu");
        wanted.put("email", email);
        return wanted;
    }
}
