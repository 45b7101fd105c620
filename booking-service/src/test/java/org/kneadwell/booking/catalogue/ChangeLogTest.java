package org.kneadwell.booking.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class ChangeLogTest {

    @Inject
    ChangeLog log;

    @Test
    void who_looked_before_the_forgotten_changes_reads_everything_again_and_others_do_not() {
        var longAgo = log.since(null).seen();
        var practice = Practice.open();
        assertThat(log.since(longAgo)).satisfies(changes -> {
            assertThat(changes.everything()).isFalse();
            assertThat(changes.therapists()).containsExactly(practice.therapistId);
        });

        log.forget();
        // What happened since the last time is still listed.
        assertThat(log.since(longAgo).therapists()).containsExactly(practice.therapistId);
        var lately = log.since(longAgo).seen();
        assertThat(log.since(lately).none()).isTrue();

        log.forget();
        assertThat(log.since(longAgo).everything()).isTrue();
        assertThat(log.since(lately).none()).isTrue();
    }
}
