package org.kneadwell.outbox;

import org.jspecify.annotations.Nullable;

/**
 * How a subscription is doing in this process.
 *
 * @param subscription its name; the main one of a source is called like the source's schema
 * @param source the schema it reads
 * @param lagEvents how many events were not yet applied when last measured; null before
 * @param lagSeconds how old the oldest of them was, by the clock of the source's database; 0 if there was none
 * @param problem what keeps it from working, for an operator; null while it is idle or works
 */
public record SubscriptionStatus(
        String subscription,
        String source,
        int shard,
        State state,
        @Nullable Long lagEvents,
        @Nullable Double lagSeconds,
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
