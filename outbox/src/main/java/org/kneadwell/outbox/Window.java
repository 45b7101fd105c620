package org.kneadwell.outbox;

import java.util.List;

/**
 * Events read between two snapshots, oldest first.
 *
 * @param hi the snapshot that bounds the window, as text
 * @param events as many as asked for at most
 * @param more whether the window holds further ones
 * @param sourceId the cluster they were read from
 */
record Window(String hi, List<StoredEvent> events, boolean more, String sourceId) {}
