package org.kneadwell.kit.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.OpenApiDocument;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class OpenApiTest {

    @Test
    void it_is_openapi_3_1() {
        assertThat(api().getString("openapi")).startsWith("3.1");
    }

    @Test
    void every_failure_is_a_problem() {
        assertThat(api().getMap("paths.'/api/kit/v1/notes'.post.responses").keySet().stream()
                        .map(Object::toString))
                .containsExactly("200", "400", "401", "403", "413", "415", "500");
        assertThat(api().getMap("paths.'/api/kit/v1/notes/{id}'.get.responses").keySet().stream()
                        .map(Object::toString))
                .containsExactly("200", "400", "401", "403", "404", "500");
        assertThat(
                        api().getString(
                                        "paths.'/api/kit/v1/notes'.post.responses.'400'.content.'application/problem+json'.schema.'$ref'"))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api().getMap("components.schemas.Problem.properties").keySet().stream()
                        .map(Object::toString))
                .containsExactlyInAnyOrder(
                        "type", "title", "status", "detail", "instance", "code", "incident", "violations");
    }

    @Test
    void operations_ask_for_a_bearer_token() {
        assertThat(api().getString("components.securitySchemes.bearer.scheme")).isEqualTo("bearer");
        assertThat(api().getString("paths.'/api/kit/v1/notes'.post.security[0]"))
                .contains("bearer");
    }

    @Test
    void operations_are_named_once_each() {
        OpenApiDocument.assertWellFormed();
    }

    private static JsonPath api() {
        return given().get("/q/openapi?format=json").jsonPath();
    }
}
