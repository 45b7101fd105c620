package org.kneadwell.booking.egress;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** An installation that names the hosts it talks to. */
@QuarkusTest
@TestProfile(EgressTest.Listing.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class EgressTest {

    public static final class Listing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.egress.hosts", "hooks.example,*.calendars.example");
        }
    }

    private static Map<String, Object> endpoint(String url) {
        return Map.of("name", "Invoices", "url", url, "types", List.of("booking.appointment-booked.v1"));
    }

    @Test
    void a_webhook_to_another_host_is_refused_beside_its_address() {
        String integrator = Tokens.of(UUID.randomUUID(), "webhooks:manage");

        post(integrator, "/webhook-endpoints", endpoint("https://hooks.example/in"))
                .statusCode(201);
        post(integrator, "/webhook-endpoints", endpoint("https://other.example/in"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("host-not-listed"))
                .body("violations.field", contains("url"))
                .body("violations[0].message", containsString("not one of those this installation talks to"));
    }

    @Test
    void a_calendar_on_another_host_is_refused_beside_its_address() throws Exception {
        var practice = Practice.open();
        String path = "/therapists/" + practice.therapistId + "/busy-calendars";

        post(practice.asTherapist(), path, Map.of("address", "webcal://p01.calendars.example/secret.ics"))
                .statusCode(201);
        post(practice.asTherapist(), path, Map.of("address", "https://other.example/secret.ics"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("host-not-listed"))
                .body("violations.field", contains("address"))
                .body("violations[0].message", containsString("not one of those this installation talks to"));
    }
}
