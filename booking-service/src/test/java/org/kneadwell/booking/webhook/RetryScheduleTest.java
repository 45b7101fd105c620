package org.kneadwell.booking.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT5H", "6, PT10H", "7, PT14H", "8, PT20H", "9, PT24H"})
    void each_wait_is_as_promised_give_or_take_a_tenth(int attempts, Duration wait) {
        assertThat(RetrySchedule.waitAfter(attempts, 0.5)).contains(wait);
        assertThat(RetrySchedule.waitAfter(attempts, 0))
                .contains(wait.multipliedBy(9).dividedBy(10));
        assertThat(RetrySchedule.waitAfter(attempts, 1))
                .contains(wait.multipliedBy(11).dividedBy(10));
    }

    @Test
    void the_tenth_attempt_is_the_last_after_about_75_hours() {
        var whole = Duration.ZERO;
        Optional<Duration> wait;
        int attempts = 1;
        while ((wait = RetrySchedule.waitAfter(attempts, 0.5)).isPresent()) {
            whole = whole.plus(wait.get());
            attempts++;
        }
        assertThat(attempts).isEqualTo(10);
        assertThat(whole).isBetween(Duration.ofHours(75), Duration.ofHours(76));
    }
}
