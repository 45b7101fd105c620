package org.kneadwell.feedback.followup;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.kneadwell.testkit.SettableClock;

/** Time moves when a test says so. */
class TestClock {

    @Produces
    @Singleton
    Clock clock() {
        return SettableClock.shared();
    }
}
