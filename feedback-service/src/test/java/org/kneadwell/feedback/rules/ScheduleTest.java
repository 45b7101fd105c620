package org.kneadwell.feedback.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Instant END = Instant.parse("2026-11-20T16:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // now, asked at, reminded, step, next
        "PT47H59M59S, , false, WAIT, PT48H",
        "PT48H, , false, ASK, PT48H",
        "PT59H, PT48H, false, WAIT, PT60H",
        "PT60H, PT48H, false, REMIND, PT60H",
        "PT61H, PT48H, true, WAIT, PT72H",
        "PT71H59M59S, PT48H, true, WAIT, PT72H",
        "PT72H, PT48H, true, CLOSE, PT72H",
        "PT72H, , false, CLOSE, PT48H",
        "PT61H, , false, ASK, PT48H",
        "PT65H, PT61H, false, WAIT, PT72H",
        "PT500H, PT48H, false, CLOSE, PT60H"
    })
    void each_hour_has_its_step(
            Duration now, @Nullable Duration asked, boolean reminded, Schedule.Step step, Duration next) {
        var schedule = Schedule.afterSession(END);
        var askedAt = asked == null ? null : END.plus(asked);
        assertThat(schedule.due(END.plus(now), askedAt, reminded)).isEqualTo(step);
        assertThat(schedule.nextDue(askedAt, reminded)).isEqualTo(END.plus(next));
    }

    @Test
    void asking_again_comes_a_day_later_in_the_same_rhythm() {
        var again = Schedule.again(END.plus(Duration.ofHours(60)));
        assertThat(again)
                .isEqualTo(new Schedule(
                        END.plus(Duration.ofHours(84)),
                        END.plus(Duration.ofHours(96)),
                        END.plus(Duration.ofHours(108))));
    }
}
