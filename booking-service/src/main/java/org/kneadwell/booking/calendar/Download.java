package org.kneadwell.booking.calendar;

import org.jspecify.annotations.Nullable;

/** What came of asking for a calendar. */
sealed interface Download {

    /** Its text, and what to say next time so that it is only sent when it changed. */
    record Received(
            String text, @Nullable String etag, @Nullable String lastModified) implements Download {}

    /** The same as last time. */
    record Unchanged() implements Download {}

    /**
     * @param code stable, kebab-case
     * @param sentence for the therapist; says nothing that only we can see
     */
    record Failed(String code, String sentence) implements Download {}
}
