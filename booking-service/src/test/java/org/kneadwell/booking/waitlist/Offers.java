package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears of offers as the mails do, once they are committed. */
@ApplicationScoped
class Offers {

    private final List<WaitlistOffered> made = new CopyOnWriteArrayList<>();

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) WaitlistOffered offered) {
        made.add(offered);
    }

    List<WaitlistOffered> to(UUID client) {
        return made.stream().filter(offer -> offer.clientId().equals(client)).toList();
    }
}
