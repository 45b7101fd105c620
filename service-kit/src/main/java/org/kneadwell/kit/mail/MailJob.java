package org.kneadwell.kit.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.kneadwell.kit.problem.Incidents;

/** Sends, counts and forgets, on every replica. */
@ApplicationScoped
class MailJob {

    private static final Logger LOG = Logger.getLogger(MailJob.class);

    /** Long after anything could ask for the same mail again. The rows hold no name and no address. */
    private static final Duration KEPT = Duration.ofDays(180);

    private final MailOutbox mails;
    private final MailQueue queue;
    private final Clock clock;
    private final AtomicLong parked;
    private final AtomicLong overdue;

    MailJob(MailOutbox mails, MailQueue queue, Clock clock, MeterRegistry meters) {
        this.mails = mails;
        this.queue = queue;
        this.clock = clock;
        this.parked = meters.gauge("kneadwell.mail.parked", new AtomicLong());
        this.overdue = meters.gauge("kneadwell.mail.overdue", new AtomicLong());
    }

    @Scheduled(
            identity = "mails",
            every = "{kneadwell.mail.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void send() {
        try {
            mails.sendDue();
        } catch (RuntimeException e) {
            LOG.errorf(
                    "The mails that are due could not be worked; the next round tries again%s", Incidents.describe(e));
        }
    }

    @Scheduled(identity = "mail-counts", every = "30s", delayed = "10s")
    void count() {
        var counts = queue.counts();
        parked.set(counts.parked());
        overdue.set(counts.overdue());
    }

    @Scheduled(identity = "mail-cleanup", every = "6h", delayed = "5m")
    void forget() {
        queue.forget(clock.instant().minus(KEPT));
    }
}
