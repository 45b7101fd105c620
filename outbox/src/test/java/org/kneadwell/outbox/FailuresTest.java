package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    /** Agroal says the one when it waits for another's connection and the other when it waits for a new one. */
    @ParameterizedTest
    @ValueSource(strings = {"Sorry, acquisition timeout!", "Acquisition timeout while waiting for new connection"})
    void a_pool_without_a_connection_left_is_no_fault_of_an_event(String message) {
        assertThat(Failures.isInfrastructure(new IllegalStateException(new SQLException(message))))
                .isTrue();
    }

    @Test
    void a_failure_without_state_and_message_is_the_events() {
        assertThat(Failures.isInfrastructure(new SQLException())).isFalse();
    }
}
