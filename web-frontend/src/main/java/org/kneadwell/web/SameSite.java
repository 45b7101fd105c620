package org.kneadwell.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;

/**
 * Refuses changes that another site makes a browser send. The session cookie is SameSite=Lax; beyond that a change must
 * carry a header that a foreign form cannot set, and what the browser says about its origin must be us.
 */
final class SameSite {
    static final String HEADER = "X-Kneadwell-CSRF";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final String ownOrigin;

    SameSite(String baseUrl) {
        this.ownOrigin = originOf(URI.create(baseUrl));
    }

    boolean allows(HttpServerRequest request) {
        if (READS.contains(request.method().name())) {
            return true;
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        return "1".equals(request.getHeader(HEADER))
                && (origin == null || origin.equals(ownOrigin) || origin.equals(addressed(request)))
                && (site == null || site.equals("same-origin"));
    }

    private static String addressed(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? "" : request.scheme() + "://" + authority;
    }

    private static String originOf(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
