package org.kneadwell.booking.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

/** Coordinators who do the same thing at the same time. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class LicenceRaceTest {

    private static final int AT_ONCE = 8;

    private String licences;

    @BeforeEach
    void aPractice() {
        Front.open();
        licences = "/therapists/" + Practice.open().therapistId + "/licences";
    }

    private static List<Integer> atOnce(Callable<Integer> action) throws Exception {
        var start = new CountDownLatch(1);
        try (var people = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < AT_ONCE; i++) {
                answers.add(people.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            start.countDown();
            var codes = new ArrayList<Integer>();
            for (var answer : answers) {
                codes.add(answer.get());
            }
            return codes.stream().sorted().toList();
        }
    }

    @RepeatedTest(3)
    void one_version_of_a_therapist_is_changed_once() throws Exception {
        var profile = Front.aProfile(Front.aLocation("R1", "Europe/Berlin"), UUID.randomUUID());
        String path = "/api/booking/v1/therapists/" + Front.enter(profile);
        String seen = Practice.as(Front.CORA).get(path).header("ETag");

        assertThat(atOnce(() -> {
                    var wanted = new HashMap<>(profile);
                    wanted.put("bio", UUID.randomUUID().toString());
                    return Practice.as(Front.CORA)
                            .header("If-Match", seen)
                            .body(wanted)
                            .put(path)
                            .statusCode();
                }))
                .containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
    }

    @RepeatedTest(3)
    void one_account_is_one_therapist() throws Exception {
        var profile = Front.aProfile(Front.aLocation("R1", "Europe/Berlin"), UUID.randomUUID());

        assertThat(atOnce(() -> Practice.post(Front.CORA, "/therapists", profile)
                        .extract()
                        .statusCode()))
                .containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }

    private Map<String, Object> licence(String number) {
        return Map.of("jurisdiction", "R1", "number", number, "validFrom", "2026-01-01", "validUntil", "2026-12-31");
    }

    @RepeatedTest(3)
    void one_number_is_entered_once() throws Exception {
        var wanted = licence(UUID.randomUUID().toString());

        assertThat(atOnce(() ->
                        Practice.post(Front.CORA, licences, wanted).extract().statusCode()))
                .containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }

    @RepeatedTest(3)
    void one_licence_is_verified_once() throws Exception {
        String id = Practice.post(
                        Front.CORA, licences, licence(UUID.randomUUID().toString()))
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(atOnce(() -> Practice.post(Front.CORA, licences + "/" + id + "/verification")
                        .extract()
                        .statusCode()))
                .containsOnly(200);
        assertThat(Practice.query(
                        "select count(*)::text from booking.outbox where type = 'booking.credential-verified.v1'"
                                + " and payload ->> 'licenceId' = ?",
                        id))
                .containsExactly("1");
    }
}
