package org.kneadwell.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kneadwell.web.ArchiveContents.Service;

class GatheringTest {

    private static final String CLEO = "0190a000-0000-7000-8000-000000000001";

    private static Gathering.Found gather(Clinic clinic, Set<String> roles, Duration patience) {
        return Gathering.gather(
                HttpClient.newHttpClient(),
                new Gathering.Terms(
                        Map.of(
                                Service.BOOKING, clinic.at("booking"),
                                Service.INTAKE, clinic.at("intake"),
                                Service.FEEDBACK, clinic.at("feedback")),
                        Duration.ofSeconds(5),
                        patience,
                        1_000_000),
                new Gathering.Person(CLEO, "Cleo", roles, "token"),
                Clock.systemUTC());
    }

    private static Clinic clinic() {
        var anywhere = URI.create("http://localhost");
        return new Clinic(Map.of("booking", anywhere, "intake", anywhere, "feedback", anywhere));
    }

    /** Who works here too sees their clients in the same lists. */
    @Test
    void of_a_therapist_who_is_a_client_too_only_what_they_have_as_a_client_is_taken() {
        try (var clinic = clinic()) {
            clinic.has("/api/booking/v1/appointments", """
                    {"items":[{"id":"own"},{"id":"theirs","client":{"id":"somebody","name":"Marta"}},
                              {"id":"both","client":{"id":"%s","name":"Cleo"}}]}""".formatted(CLEO));
            clinic.has("/api/booking/v1/appointments/theirs", "{\"id\":\"theirs\"}");
            clinic.has("/api/booking/v1/series", """
                    {"items":[{"id":"1","occurrences":[{"appointmentId":"own"}]},
                              {"id":"2","occurrences":[{"appointmentId":"theirs"}]}]}""");
            clinic.has("/api/booking/v1/package-purchases", """
                    {"items":[{"id":"p1","client":{"id":"%s"}},{"id":"p2","client":{"id":"somebody"}}]}""".formatted(CLEO));

            var answers = gather(clinic, Set.of("client", "therapist"), Duration.ofMinutes(1))
                    .answers();

            assertThat(answers.get("booking.listAppointments").findValuesAsText("id"))
                    .contains("own", "both")
                    .doesNotContain("theirs");
            assertThat(answers.get("booking.listSeries").findValuesAsText("id")).containsExactly("1");
            assertThat(answers.get("booking.listPackagePurchases").findValuesAsText("id"))
                    .contains("p1")
                    .doesNotContain("p2");
            assertThat(answers.toString()).doesNotContain("Marta");
            assertThat(clinic.calls).extracting(Clinic.Call::uri).noneMatch(uri -> uri.contains("theirs"));
        }
    }

    @Test
    void it_does_not_go_on_for_ever() {
        try (var clinic = clinic()) {
            assertThatThrownBy(() -> gather(clinic, Set.of("client"), Duration.ofMillis(-1)))
                    .isInstanceOfSatisfying(
                            Gathering.Stopped.class,
                            stopped -> assertThat(stopped.problem()).isEqualTo(Problems.TOO_SLOW));
        }
    }
}
