package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where people reach us by TLS. */
@QuarkusTest
@TestProfile(TlsTest.Public.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class TlsTest {

    public static final class Public implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.web.base-url", "https://kneadwell.test");
        }
    }

    @Test
    void browsers_are_told_to_come_back_by_tls_only() {
        for (var path : new String[] {"/", "/session", "/api/booking/v1/matches", "/login/callback", "/nowhere.js"}) {
            given().redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .header("Strict-Transport-Security", equalTo("max-age=31536000; includeSubDomains"));
        }
    }
}
