package org.kneadwell.events;

import java.util.UUID;

/** Tells of one client. Once that client is erased, nobody acts on such an event any more. */
public interface AboutClient extends Event {

    UUID clientId();
}
