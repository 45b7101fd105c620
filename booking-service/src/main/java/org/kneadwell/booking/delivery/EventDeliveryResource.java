package org.kneadwell.booking.delivery;

import jakarta.ws.rs.Path;
import org.kneadwell.kit.events.EventDelivery;
import org.kneadwell.outbox.DeadLetters;
import org.kneadwell.outbox.Subscriptions;

/** The events of the other services as they arrive in this one. */
@Path("/api/booking/v1/event-delivery")
public class EventDeliveryResource extends EventDelivery {

    EventDeliveryResource(Subscriptions subscriptions, DeadLetters letters) {
        super(subscriptions, letters);
    }
}
