package org.kneadwell.intake.assessment;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins and ends clinicians' notes as the days pass. Safe to run in every replica. */
@ApplicationScoped
class ClearanceJob {

    private final Clearances clearances;

    ClearanceJob(Clearances clearances) {
        this.clearances = clearances;
    }

    @Scheduled(
            every = "${kneadwell.intake.clearance-job.every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (clearances.turnOne()) {
            // One note per transaction, until none is due.
        }
    }
}
