package org.kneadwell.kit.notes;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.kneadwell.testkit.SettableClock;

/** Takes the place of the kit's clock, as in any service's tests. */
class TestClock {

    @Produces
    @Singleton
    Clock clock() {
        return SettableClock.shared();
    }
}
