package org.kneadwell.feedback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.AuthorizationWalk;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

/** Every operation of the service, and who may call it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class AuthorizationTest {

    private AuthorizationWalk walk;

    @BeforeEach
    void walk() {
        walk = new AuthorizationWalk("feedback");
    }

    @Test
    void only_good_tokens_are_taken() {
        walk.assertThatOnlyGoodTokensAreTaken();
    }

    @Test
    void roles_are_as_documented() {
        walk.assertThatRolesAreAsDocumented();
    }

    @Test
    void nothing_is_undocumented() {
        walk.assertNothingIsUndocumented();
    }

    @Test
    void the_table_is_up_to_date() {
        walk.assertTableIsUpToDate();
    }
}
