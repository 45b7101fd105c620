package org.kneadwell.intake.visit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells therapists of new appointments, apart from the delivery of events, so that a silent mail server holds up nothing else. */
@ApplicationScoped
class TherapistMailJob {

    private static final Logger LOG = Logger.getLogger(TherapistMailJob.class);

    private final TherapistMails mails;

    TherapistMailJob(TherapistMails mails) {
        this.mails = mails;
    }

    @Scheduled(
            every = "${kneadwell.intake.mail-job.every:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            while (mails.sendOne()) {
                // One mail per transaction, until none waits.
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A mail to a therapist could not be sent and is tried again (%s).",
                    e.getClass().getSimpleName());
        }
    }
}
