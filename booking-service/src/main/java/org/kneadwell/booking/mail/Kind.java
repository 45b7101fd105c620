package org.kneadwell.booking.mail;

import java.util.Locale;

/** What a mail is for; to the client, where nothing else is said. */
enum Kind {
    /** A request was received; the therapist has yet to accept. */
    REQUESTED,
    /** The confirmation of a booking. */
    BOOKED,
    /** The therapist has accepted a request. */
    ACCEPTED,
    DECLINED,
    /** A request nobody answered in time. */
    LAPSED,
    CHANGED,
    CANCELLED,
    REMINDER,
    /** Time has become free for somebody who waits; a hold keeps it for them. */
    WAITLIST_OFFER,
    THERAPIST_REQUESTED,
    THERAPIST_CHANGED,
    THERAPIST_CANCELLED;

    String template() {
        return name().toLowerCase(Locale.ROOT);
    }
}
