package org.kneadwell.kit.events;

import java.time.Instant;
import java.util.UUID;
import org.kneadwell.events.Event;

/**
 * Tells the service itself of an event it publishes, inside the transaction of the change: what an observer cannot do undoes it.
 *
 * @param id of the event
 * @param type its name on the wire
 */
public record Published(UUID id, String type, Instant at, Event event) {}
