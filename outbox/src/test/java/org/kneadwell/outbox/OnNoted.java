package org.kneadwell.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** A handler as a service writes it: found by CDI, writing through Hibernate and appending an event of its own. */
@ApplicationScoped
class OnNoted implements EventHandler<Noted> {

    private final EntityManager entities;
    private final Outbox outbox;

    OnNoted(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    @Override
    public String type() {
        return Noted.TYPE;
    }

    @Override
    public Class<Noted> payloadType() {
        return Noted.class;
    }

    @Override
    public void on(Noted payload, Delivery delivery) {
        entities.persist(new Visit(delivery.aggregateId() + delivery.aggregateVersion(), payload.note()));
        outbox.append(new NewEvent("visit", delivery.aggregateId(), "desk.visited.v1", payload));
    }
}
