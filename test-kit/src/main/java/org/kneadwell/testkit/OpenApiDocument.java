package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the OpenAPI document a running service serves with the one committed under {@code docs/api}. */
public final class OpenApiDocument {

    private OpenApiDocument() {}

    /** Fails when they differ; with {@code -Dopenapi.update=true} rewrites the committed one instead. */
    public static void assertUpToDate(String service) {
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
}
