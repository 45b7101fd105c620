package org.kneadwell.booking.egress;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/**
 * An absolute http(s) address that a stranger gave us, with a path, without a user name and a fragment. Whoever knows it may be
 * able to read what is there, so {@link #toString} does not tell it.
 */
public record StrangersAddress(URI uri) {

    public static final int LONGEST = 2000;

    /**
     * What is said of an address that is none, in sentences for whoever gave it.
     *
     * @param malformed it is no address
     * @param notEncrypted what is sent there could be read on the way
     * @param credentials it holds a user name
     */
    public record Sentences(String malformed, String notEncrypted, String credentials) {

        NotAnAddress malformedAddress() {
            return new NotAnAddress("malformed-address", malformed);
        }

        NotAnAddress notHttps() {
            return new NotAnAddress("not-https", notEncrypted);
        }

        NotAnAddress credentialsInAddress() {
            return new NotAnAddress("credentials-in-address", credentials);
        }
    }

    /** @throws NotAnAddress unless it is one */
    public static StrangersAddress of(String text, Sentences sentences) throws NotAnAddress {
        URI uri;
        try {
            uri = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw sentences.malformedAddress();
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw sentences.notHttps();
        }
        if (uri.getHost() == null
                || text.length() > LONGEST
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || uri.getRawFragment() != null) {
            throw sentences.malformedAddress();
        }
        if (uri.getRawUserInfo() != null) {
            throw sentences.credentialsInAddress();
        }
        var port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new StrangersAddress(URI.create(scheme + "://" + uri.getHost() + port + path + query));
    }

    public boolean encrypted() {
        return uri.getScheme().equals("https");
    }

    /** An IPv6 literal stands in brackets. */
    public String host() {
        return uri.getHost();
    }

    public int port() {
        return uri.getPort() != -1 ? uri.getPort() : encrypted() ? 443 : 80;
    }

    public String pathAndQuery() {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /**
     * A request to it for {@link StrangersHosts#client}.
     *
     * @param checked what {@link StrangersHosts#checked} answered; the connection is made to it, the certificate compared with the name
     */
    public RequestOptions request(HttpMethod method, InetAddress checked, Duration patience) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port(), checked.getHostAddress()))
                .setHost(host())
                .setPort(port())
                .setSsl(encrypted())
                .setURI(pathAndQuery())
                .setTimeout(patience.toMillis())
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "Kneadwell");
    }

    @Override
    public String toString() {
        return "an address at " + host();
    }
}
