package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to a passkey where an installation asks clients for more than a password. {@code PasskeyTest} goes it at the real Keycloak. */
@QuarkusTest
@TestProfile(StepUpTest.Asked.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class StepUpTest {

    public static final class Asked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.second-factor.roles", "client", "kneadwell.limits.login", "1000");
        }
    }

    private static final String MAKE_A_PASSKEY = "kc_action=webauthn-register-passwordless";

    @AfterEach
    void asBefore() {
        System.clearProperty(FakeIdentityProvider.METHODS);
        System.clearProperty(FakeIdentityProvider.ACTION_STATUS);
    }

    private static Response get(String path) {
        return given().redirects().follow(false).urlEncodingEnabled(false).get(path);
    }

    private static String provider(String path) {
        String location = get(path).header("Location");
        assertThat(location).contains("/realm/auth?");
        return location;
    }

    @ParameterizedTest
    @CsvSource({
        "/login?prompt=create&return=/, webauthn-register-passwordless",
        "/login?prompt=create&set-up=app&return=/, webauthn-register-passwordless",
        "/login?set-up=passkey&return=/, webauthn-register-passwordless",
        "/login?set-up=app&return=/, CONFIGURE_TOTP"
    })
    void one_goes_through_setting_up(String path, String action) {
        assertThat(provider(path)).containsOnlyOnce("kc_action=").contains("kc_action=" + action + "&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?return=/",
                "/login?set-up=nothing&return=/",
                "/login?kc_action=delete_account&return=/",
                "/login?kc_action=UPDATE_PASSWORD&kc_action=CONFIGURE_TOTP&set-up=x"
            })
    void a_link_asks_for_no_action_of_its_own(String path) {
        assertThat(provider(path)).doesNotContain("kc_action");
    }

    @Test
    void our_pages_lead_there_by_a_sign_in_of_its_own() {
        var cookies = Visitor.signIn("/");
        stepUp(cookies, "same-origin", "?set-up=passkey&return=/appointments&ui_locales=de")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/login?set-up=passkey&return=%2Fappointments&ui_locales=de"))
                .cookie("q_session", equalTo(""));
        stepUp(cookies, "same-origin", "?return=https://elsewhere.test/")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/login?prompt=login&return=%2F"))
                .cookie("q_session", equalTo(""));
        stepUp(cookies, "same-origin", "?set-up=delete_account%26kc_action=x&return=/")
                .then()
                .header("Location", equalTo("/login?prompt=login&return=%2F"));
    }

    @Test
    void another_site_does_not() {
        var answer = stepUp(Visitor.signIn("/"), "cross-site", "?set-up=passkey");
        answer.then().statusCode(302).header("Location", equalTo("/"));
        assertThat(answer.cookies()).isEmpty();
    }

    @Test
    void whoever_has_set_one_up_signs_in_with_it_at_once() {
        assertThat(afterSigningInBy("pwd", "success")).isEqualTo("/login?prompt=login&return=%2Fappointments");
        assertThat(afterSigningInBy("pop", "success")).isEqualTo("/appointments");
    }

    @Test
    void whoever_has_not_comes_back_to_where_they_were() {
        assertThat(afterSigningInBy("pwd", "cancelled")).isEqualTo("/appointments");
    }

    private static Response stepUp(Map<String, String> cookies, String from, String query) {
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookies(cookies)
                .header("Sec-Fetch-Site", from)
                .get(StepUp.PATH + query);
    }

    /** @return where one is led from {@code /login}, which was asked to set up a passkey */
    private static String afterSigningInBy(String method, String status) {
        System.setProperty(FakeIdentityProvider.METHODS, method);
        System.setProperty(FakeIdentityProvider.ACTION_STATUS, status);
        var began = get("/login?set-up=passkey&return=/appointments");
        assertThat(began.header("Location")).contains(MAKE_A_PASSKEY);
        var jar = new java.util.HashMap<>(began.cookies());
        String next = get(began.header("Location")).header("Location");
        for (String callback = "/login/callback"; next.contains(callback); ) {
            var uri = URI.create(next);
            var answer = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .cookies(jar)
                    .get(uri.getRawPath() + "?" + uri.getRawQuery());
            jar.putAll(answer.cookies());
            next = answer.header("Location");
        }
        var uri = URI.create(next);
        assertThat(uri.getPath()).isEqualTo("/login");
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookies(jar)
                .get(uri.getRawPath() + "?" + uri.getRawQuery())
                .header("Location");
    }
}
