package org.kneadwell.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.kit.problem.Violation;

class PeriodTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");

    @Test
    void it_has_as_many_days_as_it_may_have() {
        assertThat(Period.asked(FIRST, LocalDate.parse("2026-03-10"), 10))
                .isEqualTo(new Period(FIRST, LocalDate.parse("2026-03-10")));
        assertThat(Period.asked(FIRST, FIRST, 1)).isEqualTo(new Period(FIRST, FIRST));
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-03-10, from, Name the first and the last day.",
        "2026-03-01, , to, Name the first and the last day.",
        "2026-03-01, 2026-02-28, to, Is before from.",
        "2026-03-01, 2026-03-11, to, Is more than 10 days after from.",
    })
    void what_is_no_period_is_refused_beside_its_parameter(LocalDate from, LocalDate to, String field, String message) {
        assertThatThrownBy(() -> Period.asked(from, to, 10)).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(400);
            assertThat(problem.getParameters())
                    .containsEntry("code", "invalid-input")
                    .containsEntry("violations", List.of(new Violation(field, message)));
        });
    }

    @Test
    void it_never_ends_before_it_begins() {
        assertThatThrownBy(() -> new Period(FIRST, FIRST.minusDays(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
