package org.kneadwell.testkit;

import org.junit.jupiter.api.Test;

/** Every operation of a service, and who may call it. A service extends it where it runs. */
public abstract class AuthorizationTests {

    private final String service;

    /** @param service such as {@code booking} */
    protected AuthorizationTests(String service) {
        this.service = service;
    }

    @Test
    void only_good_tokens_are_taken() {
        new AuthorizationWalk(service).assertThatOnlyGoodTokensAreTaken();
    }

    @Test
    void roles_are_as_documented() {
        new AuthorizationWalk(service).assertThatRolesAreAsDocumented();
    }

    @Test
    void a_parameter_that_is_no_list_is_taken_once() {
        new AuthorizationWalk(service).assertThatNothingIsTakenTwice();
    }

    @Test
    void a_parameter_of_another_kind_than_asked_for_is_refused_by_its_name() {
        new AuthorizationWalk(service).assertThatValuesAreOfTheirKind();
    }

    @Test
    void nothing_is_undocumented() {
        new AuthorizationWalk(service).assertNothingIsUndocumented();
    }

    @Test
    void the_table_is_up_to_date() {
        new AuthorizationWalk(service).assertTableIsUpToDate();
    }
}
