package org.kneadwell.booking.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where an endpoint listens. */
record WebhookUrl(URI uri) {

    static final int LONGEST = 2000;

    /** Says no to an address in a sentence for whoever gave it. */
    static final class NotAnAddress extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String sentence;

        NotAnAddress(String code, String sentence) {
            super(code, null, false, false);
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

    /** @throws NotAnAddress unless it is an absolute http(s) address without a user name and a fragment */
    static WebhookUrl of(String text) throws NotAnAddress {
        URI uri;
        try {
            uri = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw malformed();
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw notEncrypted();
        }
        if (uri.getHost() == null
                || text.length() > LONGEST
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || uri.getRawFragment() != null) {
            throw malformed();
        }
        if (uri.getRawUserInfo() != null) {
            throw new NotAnAddress(
                    "credentials-in-address",
                    "Take the user name and password out of the address; the signature shows who calls.");
        }
        return new WebhookUrl(URI.create(scheme + uri.toString().substring(scheme.length())));
    }

    static NotAnAddress malformed() {
        return new NotAnAddress("malformed-address", "This is not an address such as https://example.com/hooks.");
    }

    static NotAnAddress notEncrypted() {
        return new NotAnAddress("not-https", "The address of an endpoint begins with https://.");
    }

    static NotAnAddress notPublic() {
        return new NotAnAddress("private-address", "That address is not on the public Internet.");
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
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** It may have a secret in its path. */
    @Override
    public String toString() {
        return "an endpoint at " + host();
    }
}
