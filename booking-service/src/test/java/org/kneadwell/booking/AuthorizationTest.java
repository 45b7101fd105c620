package org.kneadwell.booking;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.kneadwell.testkit.AuthorizationTests;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class AuthorizationTest extends AuthorizationTests {

    AuthorizationTest() {
        super("booking");
    }
}
