package org.kneadwell.intake.visit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells therapists of new appointments, apart from the delivery of events, so that a silent mail server holds up nothing else. */
@ApplicationScoped
class TherapistMailJob {

    private final TherapistMails mails;

    TherapistMailJob(TherapistMails mails) {
        this.mails = mails;
    }

    @Scheduled(
            every = "${kneadwell.intake.mail-job.every:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (mails.sendOne()) {
            // One mail per transaction, until none waits.
        }
    }
}
