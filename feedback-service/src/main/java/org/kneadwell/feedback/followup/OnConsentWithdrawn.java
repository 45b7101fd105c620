package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Asks no more, and forgets what was concluded from the intake. What was answered stays until it is erased. */
@ApplicationScoped
class OnConsentWithdrawn implements EventHandler<ConsentWithdrawn> {

    private final FollowUpRepository followUps;
    private final ClientIntakeRepository intakes;

    OnConsentWithdrawn(FollowUpRepository followUps, ClientIntakeRepository intakes) {
        this.followUps = followUps;
        this.intakes = intakes;
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
        followUps.openOf(event.clientId()).forEach(FollowUp::cancel);
        intakes.deleteById(event.clientId());
    }
}
