package org.kneadwell.events;

import java.util.UUID;

/** Something that happened in one service and that others act on. Each implementation carries an {@link EventType}. */
public interface Event {

    /** The aggregate the event belongs to; events of one aggregate are delivered in order. */
    UUID aggregateId();
}
