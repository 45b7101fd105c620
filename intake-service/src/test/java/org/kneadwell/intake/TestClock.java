package org.kneadwell.intake;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.kneadwell.testkit.SettableClock;

class TestClock {

    @Produces
    @Singleton
    Clock clock() {
        return SettableClock.shared();
    }
}
