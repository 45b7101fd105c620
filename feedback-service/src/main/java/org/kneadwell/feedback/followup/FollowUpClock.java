package org.kneadwell.feedback.followup;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.kneadwell.feedback.mail.MailOutbox;

/** Looks, on every replica, for follow-ups and mails that are due. Each is worked in a transaction of its own. */
@ApplicationScoped
class FollowUpClock {

    private static final Logger LOG = Logger.getLogger(FollowUpClock.class);

    /** A round ends here at the latest, so that a shutdown is never kept waiting long. */
    private static final int AT_MOST = 500;

    private final FollowUpSteps steps;
    private final MailOutbox mails;

    FollowUpClock(FollowUpSteps steps, MailOutbox mails) {
        this.steps = steps;
        this.mails = mails;
    }

    @Scheduled(
            identity = "follow-ups",
            every = "{kneadwell.follow-ups.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        repeat("follow-ups", steps::takeNext);
        repeat("mails", mails::sendNext);
    }

    private static void repeat(String what, BooleanSupplier next) {
        try {
            int done = 0;
            while (done < AT_MOST && next.getAsBoolean()) {
                done++;
            }
        } catch (RuntimeException e) {
            LOG.errorf(
                    "The %s that are due could not be worked (%s); the next round tries again.",
                    what, e.getClass().getName());
        }
    }
}
