package org.kneadwell.kit.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.kit.trace.TraceCollectorResource.COLLECTOR;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.outbox.TraceContext;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.testkit.TraceCollector.Received;

/** What a collector is sent. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(value = TraceCollectorResource.class, restrictToAnnotatedClass = true)
class TracesTest {

    private static final String CALLER = "b7ad6b7169203331";
    private static final String WORD = "kestrel-5d1e-quagmire";

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String header = "00-" + trace + "-" + CALLER + "-01";

    @Inject
    TraceContext context;

    @ParameterizedTest
    @CsvSource({
        "POST, /api/kit/v1/traced, 200, /api/kit/v1/traced",
        "GET, /api/kit/v1/notes/0198c0de-0000-7000-8000-00000000beef, 404, /api/kit/v1/notes/{id}",
        "DELETE, /api/kit/v1/notes, 403, /api/kit/v1/notes",
        "GET, /api/kit/v1/notes?limit=5000, 400, /api/kit/v1/notes"
    })
    void a_request_tells_its_method_its_route_and_its_status(String method, String path, String status, String route) {
        var token = Tokens.client(UUID.randomUUID());
        given().header("traceparent", header)
                .header("tracestate", "who=" + WORD)
                .header("baggage", "who=" + WORD)
                .header("User-Agent", WORD)
                .header("Authorization", "Bearer " + token)
                .queryParam("q", WORD)
                .request(method, path);

        var span = span();
        assertThat(span.service()).isEqualTo("notes");
        assertThat(span.name()).isEqualTo(method + " " + route);
        assertThat(span.parentId()).isEqualTo(CALLER);
        assertThat(span.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http.request.method", method,
                        "http.route", route,
                        "http.response.status_code", status));
        assertThat(COLLECTOR.everything()).doesNotContain(WORD, token, "127.0.0.1", "5000", "beef");
    }

    @Test
    void a_path_nobody_serves_and_a_method_nobody_knows_are_not_told() {
        given().header("traceparent", header).request("KESTREL", "/api/kit/v1/" + WORD);

        var span = span();
        assertThat(span.name()).isEqualTo("_OTHER");
        assertThat(span.attributes()).containsOnlyKeys("http.request.method", "http.response.status_code");
        assertThat(COLLECTOR.everything()).doesNotContain(WORD, "KESTREL");
    }

    @Test
    void a_defect_is_told_as_such_and_not_what_it_says() {
        given().header("traceparent", header)
                .header("Authorization", "Bearer " + Tokens.client(UUID.randomUUID()))
                .get("/api/kit/v1/defect")
                .then()
                .statusCode(500);

        var span = span();
        assertThat(span.failed()).isTrue();
        assertThat(span.attributes())
                .containsEntry("http.response.status_code", "500")
                .containsEntry("error.type", "500");
        assertThat(COLLECTOR.everything()).doesNotContain("saddle");
    }

    @Test
    @ActivateRequestContext
    void a_handler_is_a_child_of_what_wrote_the_event_and_fails_by_class() {
        try (var running = context.restore("intake.traced.v1", Map.of("traceparent", header))) {
            running.failed(new IllegalStateException(WORD));
        }

        var span = span();
        assertThat(span.name()).isEqualTo("process intake.traced.v1");
        assertThat(span.parentId()).isEqualTo(CALLER);
        assertThat(span.failed()).isTrue();
        assertThat(span.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "messaging.destination.name", "intake.traced.v1",
                        "error.type", "java.lang.IllegalStateException"));
        assertThat(COLLECTOR.everything()).doesNotContain(WORD);
    }

    /** The one of this test's trace. */
    private Received span() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> COLLECTOR.spans().stream()
                                .filter(span -> span.traceId().equals(trace))
                                .toList(),
                        spans -> spans.size() == 1)
                .getFirst();
    }
}
