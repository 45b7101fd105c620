package org.kneadwell.outbox;

/**
 * One cursor.
 *
 * @param name what cursors and letters are kept under; the source's for the main one
 * @param source the schema that is read
 */
record SubscriptionKey(String name, String source, int shard, int shards) {

    @Override
    public String toString() {
        return shards == 1 ? name : name + "/" + shard;
    }
}
