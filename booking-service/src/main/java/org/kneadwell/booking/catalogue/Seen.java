package org.kneadwell.booking.catalogue;

/**
 * What the asker of a question could see, to be given with the next question.
 *
 * @param snapshot as of {@code pg_current_snapshot()}, which takes what the asking transaction writes for seen, even what it
 *     writes later
 * @param by the asking transaction, whose changes are told to everybody who asks after it; 0 while it had written nothing, and so
 *     had no number
 */
record Seen(String snapshot, String by) {}
