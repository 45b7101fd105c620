package org.kneadwell.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.faults.Fault.Kind;

class FaultTest {

    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    @Test
    void the_same_seed_gives_the_same_faults_and_another_gives_others() {
        assertThat(faults(7)).isEqualTo(faults(7)).isNotEqualTo(faults(8));
    }

    @Test
    void three_minutes_see_every_kind_of_fault_and_more_than_sixty_of_them() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(faults(seed)).hasSizeGreaterThan(60);
            assertThat(faults(seed).stream().map(Fault::kind)).contains(Kind.values());
        }
    }

    @Test
    void a_transaction_is_held_open_for_a_minute_in_which_postgresql_does_not_crash() {
        for (long seed = 0; seed < 50; seed++) {
            Fault held = faults(seed).stream()
                    .filter(fault -> fault.length().equals(Duration.ofMinutes(1)))
                    .findFirst()
                    .orElseThrow();
            assertThat(held.kind()).isEqualTo(Kind.LONG_TRANSACTION);
            assertThat(crashes(seed))
                    .noneMatch(crash -> crash.at().compareTo(held.at()) >= 0
                            && crash.at().compareTo(held.at().plus(held.length())) <= 0);
        }
    }

    private static Stream<Fault> crashes(long seed) {
        return faults(seed).stream().filter(fault -> fault.kind() == Kind.CRASH_POSTGRESQL);
    }

    private static List<Fault> faults(long seed) {
        return Fault.schedule(new Random(seed), 72, THREE_MINUTES);
    }
}
