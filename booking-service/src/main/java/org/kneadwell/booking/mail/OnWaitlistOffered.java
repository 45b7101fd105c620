package org.kneadwell.booking.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import org.kneadwell.booking.waitlist.WaitlistOffered;
import org.kneadwell.kit.mail.MailOutbox;

/** Asks for the mail about an offer, in its transaction. */
@ApplicationScoped
class OnWaitlistOffered {

    private final MailOutbox outbox;
    private final Clock clock;

    OnWaitlistOffered(MailOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void on(@Observes WaitlistOffered offered) {
        outbox.add(
                Kind.WAITLIST_OFFER.name(),
                offered.appointment().id(),
                offered.offerId().toString(),
                Map.of(),
                clock.instant());
    }
}
