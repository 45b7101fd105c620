package org.kneadwell.kit.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.kneadwell.outbox.TraceContext;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class EventTraceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String HEADER = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Inject
    TraceContext trace;

    @Test
    void an_event_goes_on_in_the_trace_of_its_request() throws SQLException {
        var logged = given().header("traceparent", HEADER)
                .post("/api/kit/v1/traced")
                .then()
                .statusCode(200)
                .extract();
        assertThat(logged.asString()).isEqualTo(TRACE);
        assertThat(lastTraceParent())
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void a_request_without_a_trace_or_with_nonsense_begins_one() throws SQLException {
        for (var header : new String[] {"", "00-nonsense"}) {
            var logged = given().header("traceparent", header)
                    .post("/api/kit/v1/traced")
                    .then()
                    .extract()
                    .asString();
            assertThat(logged).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
            assertThat(lastTraceParent()).startsWith("00-" + logged + "-");
        }
    }

    @Test
    @ActivateRequestContext
    void a_handler_runs_in_the_trace_of_its_event_and_the_next_one_in_none() {
        try (var _ = trace.restore("intake.traced.v1", Map.of("traceparent", HEADER))) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(trace.capture().get("traceparent")).startsWith("00-" + TRACE + "-");
            try (var _ = trace.restore(
                    "intake.traced.v1",
                    Map.of("traceparent", HEADER.replace('0', '1').replaceFirst("11", "00")))) {
                assertThat(MDC.get("traceId")).isEqualTo(TRACE.replace('0', '1'));
            }
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
        }
        assertThat(MDC.get("traceId")).isNull();
        assertThat(trace.capture()).isEmpty();
    }

    @Test
    void where_no_request_runs_an_event_carries_none() {
        assertThat(trace.capture()).isEmpty();
    }

    private static String lastTraceParent() throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner");
                var rows = connection
                        .createStatement()
                        .executeQuery("select headers ->> 'traceparent' from outbox where aggregatetype = 'trace'"
                                + " order by seq desc limit 1")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
