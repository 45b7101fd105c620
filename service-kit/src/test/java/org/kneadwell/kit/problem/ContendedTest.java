package org.kneadwell.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ContendedTest {

    @Test
    void a_deadlock_behind_other_exceptions_is_contention() {
        assertThat(Contended.is(new IllegalStateException(new SQLException("deadlock detected", "40P01"))))
                .isTrue();
    }

    @Test
    void a_pool_without_a_connection_left_is_none_and_hides_no_failure_behind_another() {
        assertThat(Contended.is(new IllegalStateException(new SQLException("Acquisition timeout"))))
                .isFalse();
    }

    @Test
    void neither_is_a_duplicate_or_nothing() {
        assertThat(Contended.is(new SQLException("duplicate key", "23505"))).isFalse();
        assertThat(Contended.is(null)).isFalse();
    }
}
