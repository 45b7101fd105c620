package org.kneadwell.outbox;

import java.util.UUID;

/** What came of asking for a replay. */
public sealed interface ReplayResult {

    /** The engine tries them now, each aggregate's letters oldest first. */
    record Queued(int aggregates) implements ReplayResult {}

    /** An older letter of the aggregate has to go first. */
    record Behind(UUID eventId) implements ReplayResult {}

    /** No such letter is open. */
    record NotFound() implements ReplayResult {}
}
