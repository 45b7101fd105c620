package org.kneadwell.outbox;

/**
 * One cursor.
 *
 * @param source the schema that is read; also the name of the subscription
 */
record SubscriptionKey(String source, int shard, int shards) {

    @Override
    public String toString() {
        return shards == 1 ? source : source + "/" + shard;
    }
}
