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
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The mails to be sent. A row is written in the transaction of the change it tells of; any replica then claims it, sends
 * it and marks it sent. A mail server that is down loses nothing. A mail doubles only when this process dies between the
 * server's "ok" and the mark, or when the server has the mail and never says so, which SMTP cannot prevent; all copies then
 * carry the same Message-ID.
 */
@ApplicationScoped
public class MailOutbox {

    private static final Logger LOG = Logger.getLogger(MailOutbox.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);
    private static final Duration GIVE_UP = Duration.ofDays(3);

    /**
     * After an attempt that nobody answered, four times as long after each, a day at most. The mail may have arrived, and
     * trying again may make it arrive twice; not trying again would lose it whenever a server is silent. Six copies within
     * two days are the worst that can come of it.
     */
    private static final Duration FIRST_REPEAT = Duration.ofMinutes(15);

    private static final Duration LAST_REPEAT = Duration.ofDays(1);
    private static final int UNANSWERED_AT_MOST = 6;

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
    private final Vertx vertx;
    private final Duration patience;

    /** @param patience how long a server may take to answer, as RFC 5321 (4.5.3.2) wants it: ten minutes behind the text */
    MailOutbox(
            MailQueue queue,
            Envelopes envelopes,
            ReactiveMailer mailer,
            @All List<MailComposer> composers,
            Clock clock,
            Vertx vertx,
            MeterRegistry meters,
            @ConfigProperty(name = "kneadwell.mail.patience") Duration patience) {
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
        this.vertx = vertx;
        this.patience = patience;
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
                case UNREACHABLE -> silent++;
                case UNANSWERED -> {
                    return;
                }
                case DONE -> silent = 0;
            }
        }
    }

    private enum Step {
        NONE_DUE,
        DONE,
        UNREACHABLE,
        UNANSWERED
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
        var failure = send(order, letter.get());
        if (failure != null) {
            return notSent(claimed, failure);
        }
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

    /** @return why it was not sent, or may not have been */
    private @Nullable Throwable send(MailOrder order, Letter letter) {
        var mail = envelopes.fill(order, letter);
        var answer = new CompletableFuture<@Nullable Void>();
        oneAtATime.lock();
        try {
            // Deferred, so that what fails at once is a failure too, and no wait for an answer that cannot come.
            sending.runOnContext(_ -> Uni.createFrom()
                    .deferred(() -> mailer.send(mail))
                    .subscribe()
                    .with(answer::complete, answer::completeExceptionally));
            answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            // The conversation goes on without us. Should it end well after all, the mail is not sent again.
            var _ = answer.thenCompose(_ -> vertx.executeBlocking(() -> {
                        queue.sent(order.id());
                        count("sent", order);
                        return order;
                    })
                    .toCompletionStage());
            return e;
        } catch (InterruptedException e) {
            // This process ends. Another sender takes the mail when the claim is over.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a mail was being sent.", e);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Step notSent(MailQueue.Claimed claimed, @Nullable Throwable failure) {
        // The message may quote an address; class and reply code are enough to see what is wrong.
        String what = failure == null ? "unknown" : failure.getClass().getSimpleName();
        if (failure instanceof SMTPException refusal) {
            what += " " + refusal.getReplyCode();
            if (isAboutThisMail(refusal)) {
                park(claimed, what);
            } else {
                postpone(claimed, what);
            }
            return Step.DONE;
        }
        if (mayHaveArrived(failure)) {
            unanswered(claimed, what);
            return Step.UNANSWERED;
        }
        postpone(claimed, what);
        return Step.UNREACHABLE;
    }

    /**
     * Whether the mail may have been with the server when the conversation ended without an answer. The mail client does not
     * tell how far it was, so this is so of every end but those that come before the first word.
     */
    private static boolean mayHaveArrived(@Nullable Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof IOException
                        && !(failure instanceof ConnectException
                                || failure instanceof NoRouteToHostException
                                || failure instanceof UnknownHostException
                                || failure instanceof SSLException));
    }

    private void unanswered(MailQueue.Claimed claimed, String why) {
        int times = claimed.unanswered() + 1;
        if (times >= UNANSWERED_AT_MOST || isOver(claimed)) {
            park(claimed, why + ", unanswered " + times + " times");
            return;
        }
        LOG.warnf(
                "The mail server did not say whether it took mail %s (attempt %d, %s); it may arrive twice.",
                claimed.order().id(), claimed.attempt(), why);
        var wait = FIRST_REPEAT.multipliedBy(1L << (2 * (times - 1)));
        queue.unanswered(claimed, clock.instant().plus(wait.compareTo(LAST_REPEAT) > 0 ? LAST_REPEAT : wait), why);
        count("unanswered", claimed.order());
    }

    private boolean isOver(MailQueue.Claimed claimed) {
        return clock.instant().isAfter(claimed.order().dueAt().plus(GIVE_UP));
    }

    private void postpone(MailQueue.Claimed claimed, String why) {
        if (isOver(claimed)) {
            park(claimed, why);
            return;
        }
        LOG.warnf(
                "Mail %s could not be sent (attempt %d, %s); it is kept.",
                claimed.order().id(), claimed.attempt(), why);
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(claimed.attempt() - 1, 10));
        queue.postpone(claimed, clock.instant().plus(wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait), why);
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
        queue.park(claimed, why);
        count("parked", claimed.order());
    }

    private void count(String outcome, MailOrder order) {
        meters.counter("kneadwell.mail", "outcome", outcome, "kind", order.kind())
                .increment();
    }
}
