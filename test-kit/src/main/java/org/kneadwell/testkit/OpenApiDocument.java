package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the OpenAPI document a running service serves with the one committed under {@code docs/api}. */
public final class OpenApiDocument {

    private OpenApiDocument() {}

    /** Fails when they differ; with {@code -Dopenapi.update=true} rewrites the committed one instead. */
    public static void assertUpToDate(String service) {
        assertWellFormed();
        String served = new String(
                RestAssured.given().accept("application/yaml").get("/q/openapi").asByteArray(), StandardCharsets.UTF_8);
        Path committed = Repository.root().resolve("docs/api/" + service + ".yaml");
        try {
            if (Boolean.getBoolean("openapi.update")) {
                Files.createDirectories(committed.getParent());
                Files.writeString(committed, served);
                return;
            }
            assertThat(committed).as("run this test with -Dopenapi.update=true").exists();
            assertThat(served)
                    .as(
                            "docs/api/%s.yaml is stale: run this test with -Dopenapi.update=true and look at the change",
                            service)
                    .isEqualTo(Files.readString(committed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when an operation has no id or shares it, lies outside {@code /api}, or answers a failure without a problem. */
    public static void assertWellFormed() {
        Map<String, Map<String, Map<String, Object>>> paths =
                RestAssured.given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> ids = new HashSet<>();
        List<String> faults = new ArrayList<>();
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            String where = method + " " + path;
            if (!(operation.get("operationId") instanceof String id) || !ids.add(id)) {
                faults.add(where + ": operationId " + operation.get("operationId") + " is missing or taken");
            }
            if (!path.startsWith("/api/")) {
                faults.add(where + ": outside /api");
            }
            if (operation.get("responses") instanceof Map<?, ?> responses) {
                responses.forEach((status, response) -> {
                    boolean failure = status.toString().startsWith("4")
                            || status.toString().startsWith("5");
                    if (failure && !response.toString().contains("#/components/schemas/Problem")) {
                        faults.add(where + ": " + status + " is not described as a problem");
                    }
                });
            }
        }));
        assertThat(ids).as("operations").isNotEmpty();
        assertThat(faults).isEmpty();
    }
}
