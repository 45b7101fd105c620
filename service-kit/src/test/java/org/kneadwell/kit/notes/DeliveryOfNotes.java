package org.kneadwell.kit.notes;

import jakarta.ws.rs.Path;
import org.kneadwell.kit.events.EventDelivery;
import org.kneadwell.outbox.DeadLetters;
import org.kneadwell.outbox.Subscriptions;

/** As a service places it. */
@Path("/api/kit/v1/event-delivery")
public class DeliveryOfNotes extends EventDelivery {

    DeliveryOfNotes(Subscriptions subscriptions, DeadLetters letters) {
        super(subscriptions, letters);
    }
}
