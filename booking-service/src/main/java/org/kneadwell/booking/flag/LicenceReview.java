package org.kneadwell.booking.flag;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at all appointments to come from time to time. */
@ApplicationScoped
class LicenceReview {

    private final LicenceFlags flags;

    LicenceReview(LicenceFlags flags) {
        this.flags = flags;
    }

    @Scheduled(every = "300s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void review() {
        flags.reviewAll();
    }
}
