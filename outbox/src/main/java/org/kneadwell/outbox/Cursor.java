package org.kneadwell.outbox;

import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has applied its source.
 *
 * @param lo everything visible in this snapshot has been applied
 * @param hi null when no window is open
 * @param lastSeq within the open window, everything up to here has been applied
 * @param maxSeq the last of the open window
 * @param sourceId null before the first contact with the source
 * @param historyDropped whether the source had dropped events before this subscription began
 * @param retryInMillis when the next letter is to be tried again, not above 0 if now; null if none is
 * @param hasLetters whether any letter of the subscription is open
 */
record Cursor(
        String lo,
        @Nullable String hi,
        long lastSeq,
        long maxSeq,
        @Nullable String sourceId,
        boolean historyDropped,
        @Nullable Long retryInMillis,
        boolean hasLetters) {

    /** After the first events of a window that holds more than them. */
    Cursor within(String hi, long lastSeq, long maxSeq) {
        return new Cursor(lo, hi, lastSeq, maxSeq, sourceId, historyDropped, null, hasLetters);
    }

    /** After the last event of a window. */
    Cursor after(String hi) {
        return new Cursor(hi, null, 0, 0, sourceId, historyDropped, null, hasLetters);
    }
}
