package org.kneadwell.booking;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.OpenApiDocument;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class OpenApiTest {

    @Test
    void the_committed_document_is_the_one_served() {
        OpenApiDocument.assertUpToDate("booking");
    }
}
