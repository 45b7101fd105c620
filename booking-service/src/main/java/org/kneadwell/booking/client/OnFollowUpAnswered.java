package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Learns what the client found after a session, for the next search. */
@ApplicationScoped
class OnFollowUpAnswered implements EventHandler<FollowUpAnswered> {

    private final FindingStore findings;
    private final Alarms alarms;

    OnFollowUpAnswered(FindingStore findings, Alarms alarms) {
        this.findings = findings;
        this.alarms = alarms;
    }

    @Override
    public String type() {
        return EventTypes.of(FollowUpAnswered.class);
    }

    @Override
    public Class<FollowUpAnswered> payloadType() {
        return FollowUpAnswered.class;
    }

    @Override
    public void on(FollowUpAnswered event, Delivery delivery) {
        findings.apply(event, delivery.aggregateVersion());
        if (event.outcome().blocksBooking()) {
            alarms.raise(event.clientId(), event.answeredAt());
        }
    }
}
