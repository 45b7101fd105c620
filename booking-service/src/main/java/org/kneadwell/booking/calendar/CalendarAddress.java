package org.kneadwell.booking.calendar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;

/**
 * Where a therapist's other calendar can be read. Whoever knows it can read that calendar too, so it is a secret: it is never
 * shown whole and {@link #toString} does not tell it.
 */
record CalendarAddress(StrangersAddress where) {

    static final StrangersAddress.Sentences SENTENCES = new StrangersAddress.Sentences(
            "This is not an address. Copy it whole from your calendar.",
            "The address of a calendar begins with https://.",
            "Take the user name and password out of the address; we do not keep them.");

    private static final Pattern WEBCAL = Pattern.compile("^(?i)webcal:");

    /** @throws NotAnAddress unless it is an absolute http(s) address without a user name; {@code webcal} means https */
    static CalendarAddress of(String text) throws NotAnAddress {
        var address = WEBCAL.matcher(text.strip()).replaceFirst("https:");
        // A place inside of a page means nothing to the server.
        int place = address.indexOf('#');
        return new CalendarAddress(StrangersAddress.of(place == -1 ? address : address.substring(0, place), SENTENCES));
    }

    /** Where an answer leads on to. */
    CalendarAddress resolve(String location) throws NotAnAddress {
        URI next;
        try {
            next = where.uri().resolve(new URI(location)).parseServerAuthority();
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new NotAnAddress("malformed-address", "The calendar leads on to something that is not an address.");
        }
        return of(next.toString());
    }

    /** The host, and enough of the end to tell two apart. */
    String shown() {
        var rest = where.pathAndQuery();
        return where.host() + "/…" + rest.substring(Math.max(1, rest.length() - 4));
    }

    @Override
    public String toString() {
        return "a calendar at " + where.host();
    }
}
