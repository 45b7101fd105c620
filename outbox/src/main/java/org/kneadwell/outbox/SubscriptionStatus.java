package org.kneadwell.outbox;

import org.jspecify.annotations.Nullable;

/**
 * How a subscription is doing in this process.
 *
 * @param subscription the schema it reads
 * @param problem what keeps it from working, for an operator; null while it is idle or works
 */
public record SubscriptionStatus(
        String subscription,
        int shard,
        State state,
        @Nullable String problem) {

    /** What it does. */
    public enum State {
        STARTING,
        RUNNING,
        /** The source's schema is not there yet. */
        WAITING_FOR_SOURCE,
        /** The database fails; it keeps trying. */
        FAILING,
        /** It was told to stop, or the source is not the one it began with: a person has to look. */
        HALTED,
        STOPPED
    }
}
