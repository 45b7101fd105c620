package org.kneadwell.booking.calendar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a therapist's other calendar can be read. Whoever knows it can read that calendar too, so it is a secret: it is never
 * shown whole and {@link #toString} does not tell it.
 */
record CalendarAddress(URI uri) {

    private static final int LONGEST = 2000;

    /** Says no to an address in a sentence for the therapist. */
    static final class NotAnAddress extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String sentence;

        private NotAnAddress(String code, String sentence) {
            super(code);
            this.code = code;
            this.sentence = sentence;
        }

        String code() {
            return code;
        }

        String sentence() {
            return sentence;
        }
    }

    /** @throws NotAnAddress unless it is an absolute http(s) address without a user name; {@code webcal} means https */
    static CalendarAddress of(String text) throws NotAnAddress {
        URI uri;
        try {
            uri = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw new NotAnAddress("malformed-address", "This is not an address. Copy it whole from your calendar.");
        }
        return of(uri, text.length());
    }

    /** Where an answer leads on to. */
    CalendarAddress resolve(String location) throws NotAnAddress {
        try {
            var next = uri.resolve(new URI(location)).parseServerAuthority();
            return of(next, location.length());
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new NotAnAddress("malformed-address", "The calendar leads on to something that is not an address.");
        }
    }

    private static CalendarAddress of(URI uri, int length) throws NotAnAddress {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("https", "http", "webcal").contains(scheme)) {
            throw notEncrypted();
        }
        if (uri.getHost() == null || length > LONGEST || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new NotAnAddress("malformed-address", "This is not an address. Copy it whole from your calendar.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new NotAnAddress(
                    "credentials-in-address",
                    "Take the user name and password out of the address; we do not keep them.");
        }
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        return new CalendarAddress(
                URI.create((scheme.equals("http") ? "http" : "https") + "://" + uri.getHost() + port + path + query));
    }

    static NotAnAddress notEncrypted() {
        return new NotAnAddress("not-https", "The address of a calendar begins with https://.");
    }

    boolean encrypted() {
        return uri.getScheme().equals("https");
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() != -1 ? uri.getPort() : encrypted() ? 443 : 80;
    }

    String pathAndQuery() {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** The host, and enough of the end to tell two apart. */
    String shown() {
        var rest = pathAndQuery();
        return host() + "/…" + rest.substring(Math.max(1, rest.length() - 4));
    }

    @Override
    public String toString() {
        return "a calendar at " + host();
    }
}
