package org.kneadwell.kit.notes;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class EventsReadinessTest {

    private static final String EVENTS = "checks.find { it.name == 'events' }.";

    @Test
    void a_service_that_runs_out_of_partitions_is_not_ready_and_says_so() throws SQLException {
        when().get("/q/health/ready").then().statusCode(200).body(EVENTS + "status", equalTo("UP"));

        inTheDatabase("drop table " + partitionInAWeek());
        try {
            when().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body(EVENTS + "status", equalTo("DOWN"))
                    .body(EVENTS + "data.'problem-1'", containsString("partitions for"));
        } finally {
            inTheDatabase("select outbox_make_partitions(16)");
        }
        when().get("/q/health/ready").then().statusCode(200);
    }

    private static String partitionInAWeek() {
        return "outbox_p"
                + java.time.LocalDate.now(java.time.Clock.systemUTC())
                        .plusDays(7)
                        .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static void inTheDatabase(String sql) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner")) {
            connection.createStatement().execute(sql);
        }
    }
}
