package org.kneadwell.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventType;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.outbox.Outbox;

/** Publishes the events of this service through its outbox. */
@ApplicationScoped
public class Events {

    private final Outbox outbox;
    private final jakarta.enterprise.event.Event<Published> ourselves;
    private final Clock clock;

    Events(Outbox outbox, jakarta.enterprise.event.Event<Published> ourselves, Clock clock) {
        this.outbox = outbox;
        this.ourselves = ourselves;
        this.clock = clock;
    }

    /**
     * Writes the event in the running transaction; it is delivered once that commits, and never otherwise.
     *
     * @return the id of the event
     * @throws IllegalStateException when no transaction is running
     */
    public UUID publish(Event event) {
        EventType type = event.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " carries no @EventType.");
        }
        UUID id =
                outbox.append(new NewEvent(type.aggregate(), event.aggregateId().toString(), type.value(), event));
        ourselves.fire(new Published(id, type.value(), clock.instant(), event));
        return id;
    }
}
