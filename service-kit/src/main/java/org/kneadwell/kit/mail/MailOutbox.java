package org.kneadwell.kit.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The mails to be sent. A row is written in the transaction of the change it tells of; any replica then claims it, sends
 * it and marks it sent. A mail server that is down loses nothing. A mail doubles only when this process dies between the
 * server's "ok" and the mark, which SMTP cannot prevent; both copies then carry the same Message-ID.
 */
@ApplicationScoped
public class MailOutbox {

    private static final Logger LOG = Logger.getLogger(MailOutbox.class);
    private static final Duration SMTP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);
    private static final Duration GIVE_UP = Duration.ofDays(3);

    /** A round ends here at the latest, so that a shutdown is never kept waiting long. */
    private static final int AT_MOST = 500;

    /** One may be a connection that went stale; after some in a row the next mail would only wait for the same server. */
    private static final int SILENT_AT_MOST = 5;

    // Sends from several threads were seen to hang in the mail client, whose connections belong to the event loop that
    // opened them: every send goes out from this one, one after the other. Mails are few.
    private final Context sending;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    private final MailQueue queue;
    private final Envelopes envelopes;
    private final ReactiveMailer mailer;
    private final Map<String, MailComposer> composers = new HashMap<>();
    private final Clock clock;
    private final MeterRegistry meters;

    MailOutbox(
            MailQueue queue,
            Envelopes envelopes,
            ReactiveMailer mailer,
            @All List<MailComposer> composers,
            Clock clock,
            Vertx vertx,
            MeterRegistry meters) {
        this.queue = queue;
        this.envelopes = envelopes;
        this.mailer = mailer;
        for (var composer : composers) {
            for (var kind : composer.kinds()) {
                if (this.composers.put(kind, composer) != null) {
                    throw new IllegalStateException("Two composers write mails of kind " + kind);
                }
            }
        }
        this.clock = clock;
        this.sending = vertx.getOrCreateContext();
        this.meters = meters;
    }

    /**
     * Asks for a mail, once, as soon as the caller's transaction is over.
     *
     * @param occasion tells two mails of one kind about one subject apart; asking for the same again changes nothing
     */
    public void add(String kind, UUID subjectId, String occasion) {
        add(kind, subjectId, occasion, Map.of(), clock.instant());
    }

    /** The same, for a later time or with facts that will have changed by then; needs the caller's transaction. */
    public void add(String kind, UUID subjectId, String occasion, Map<String, String> facts, Instant dueAt) {
        composer(kind);
        queue.add(kind, subjectId, occasion, facts, dueAt);
    }

    /** Sends what is due. Several replicas may do so at once: each mail is claimed by one. */
    public void sendDue() {
        int silent = 0;
        for (int i = 0; i < AT_MOST && silent < SILENT_AT_MOST; i++) {
            switch (sendNext()) {
                case NONE_DUE -> {
                    return;
                }
                case SERVER_SILENT -> silent++;
                case DONE -> silent = 0;
            }
        }
    }

    private enum Step {
        NONE_DUE,
        DONE,
        SERVER_SILENT
    }

    private Step sendNext() {
        var claimed = queue.claim();
        if (claimed == null) {
            return Step.NONE_DUE;
        }
        var order = claimed.order();
        Optional<Letter> letter;
        try {
            letter = QuarkusTransaction.requiringNew()
                    .call(() -> composer(order.kind()).compose(order));
        } catch (RuntimeException e) {
            postpone(claimed, e.getClass().getSimpleName());
            return Step.DONE;
        }
        if (letter.isEmpty()) {
            queue.dropped(order.id());
            count("dropped", order);
            return Step.DONE;
        }
        if (!Envelopes.isDeliverable(letter.get().to())) {
            park(claimed, "no address to send to");
            return Step.DONE;
        }
        try {
            send(order, letter.get());
        } catch (RuntimeException e) {
            return notSent(claimed, e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
        }
        // Not in the try above: a mail that was sent is not tried again at once because marking it failed.
        queue.sent(order.id());
        count("sent", order);
        return Step.DONE;
    }

    private MailComposer composer(String kind) {
        var composer = composers.get(kind);
        if (composer == null) {
            throw new IllegalArgumentException("Nobody writes mails of kind " + kind);
        }
        return composer;
    }

    private void send(MailOrder order, Letter letter) {
        var mail = envelopes.fill(order, letter);
        oneAtATime.lock();
        try {
            Uni.createFrom()
                    .<Void>emitter(sent -> sending.runOnContext(
                            here -> mailer.send(mail).subscribe().with(sent::complete, sent::fail)))
                    .await()
                    .atMost(SMTP_PATIENCE);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Step notSent(MailQueue.Claimed claimed, Throwable failure) {
        // The message may quote an address; class and reply code are enough to see what is wrong.
        String what = failure.getClass().getSimpleName();
        if (!(failure instanceof SMTPException refusal)) {
            postpone(claimed, what);
            return Step.SERVER_SILENT;
        }
        what += " " + refusal.getReplyCode();
        if (isAboutThisMail(refusal)) {
            park(claimed, what);
        } else {
            postpone(claimed, what);
        }
        return Step.DONE;
    }

    private void postpone(MailQueue.Claimed claimed, String why) {
        var now = clock.instant();
        if (now.isAfter(claimed.order().dueAt().plus(GIVE_UP))) {
            park(claimed, why);
            return;
        }
        LOG.warnf(
                "Mail %s could not be sent (attempt %d, %s); it is kept.",
                claimed.order().id(), claimed.attempt(), why);
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(claimed.attempt() - 1, 10));
        queue.postpone(claimed, now.plus(wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait), why);
        count("failed", claimed.order());
    }

    /**
     * Whether the server said for good that it does not take this mail. A 5xx to the greeting, to our password or to our own
     * address says that something is set up wrongly: those mails wait until it is mended.
     */
    private static boolean isAboutThisMail(SMTPException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return refusal.isPermanent()
                && refusal.getReplyCode() != 530
                && (message.startsWith("recipient address not accepted") || message.startsWith("sending data failed"));
    }

    private void park(MailQueue.Claimed claimed, String why) {
        LOG.errorf(
                "Mail %s (%s) is given up after %d attempts (%s) and parked.",
                claimed.order().id(), claimed.order().kind(), claimed.attempt(), why);
        queue.park(claimed.order().id(), why);
        count("parked", claimed.order());
    }

    private void count(String outcome, MailOrder order) {
        meters.counter("kneadwell.mail", "outcome", outcome, "kind", order.kind())
                .increment();
    }
}
