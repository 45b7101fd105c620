package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Forgets what was concluded from the answers; appointments stay. */
@ApplicationScoped
class OnConsentWithdrawn implements EventHandler<ConsentWithdrawn> {

    private final KnownClients clients;

    OnConsentWithdrawn(KnownClients clients) {
        this.clients = clients;
    }

    @Override
    public String type() {
        return EventTypes.of(ConsentWithdrawn.class);
    }

    @Override
    public Class<ConsentWithdrawn> payloadType() {
        return ConsentWithdrawn.class;
    }

    @Override
    public void on(ConsentWithdrawn event, Delivery delivery) {
        clients.forget(event.clientId());
    }
}
