package org.kneadwell.feedback.followup;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.kneadwell.kit.problem.Incidents;

/** Looks, on every replica, for follow-ups that are due. Each is worked in a transaction of its own. */
@ApplicationScoped
class FollowUpClock {

    private static final Logger LOG = Logger.getLogger(FollowUpClock.class);

    /** A round ends here at the latest, so that a shutdown is never kept waiting long. */
    private static final int AT_MOST = 500;

    private final FollowUpSteps steps;

    FollowUpClock(FollowUpSteps steps) {
        this.steps = steps;
    }

    @Scheduled(
            identity = "follow-ups",
            every = "{kneadwell.follow-ups.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        try {
            int done = 0;
            while (done < AT_MOST && steps.takeNext()) {
                done++;
            }
        } catch (RuntimeException e) {
            LOG.errorf(
                    "The follow-ups that are due could not be worked; the next round tries again%s",
                    Incidents.describe(e));
        }
    }
}
