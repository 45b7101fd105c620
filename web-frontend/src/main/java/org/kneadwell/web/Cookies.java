package org.kneadwell.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives every cookie of ours all that a browser can be asked to enforce. Quarkus marks only some of its cookies, and its
 * names cannot take a prefix; where people come by TLS they carry {@code __Host-} on their way out, and what comes back
 * without it was planted by somebody else and is not read (docs/decisions/0010).
 */
@ApplicationScoped
class Cookies {
    private static final String PREFIX = "__Host-";
    /** What the names of the cookies of quarkus-oidc begin with: the session, a sign-in and a sign-out under way. */
    private static final String OF_QUARKUS = "q_";

    private static final int BEFORE_ANYBODY_READS_THEM = 1100;

    private final boolean tls;

    Cookies(@ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.tls = baseUrl.startsWith("https:");
    }

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    if (tls) {
                        read(rc);
                    }
                    rc.addHeadersEndHandler(ignored -> mark(rc));
                    rc.next();
                },
                BEFORE_ANYBODY_READS_THEM);
    }

    private static void read(RoutingContext rc) {
        var headers = rc.request().headers();
        // HTTP/2 may send each in a line of its own.
        List<String> lines = headers.getAll("Cookie");
        if (!lines.isEmpty()) {
            headers.set("Cookie", withoutPrefix(String.join("; ", lines)));
        }
    }

    /** As Quarkus knows them: ours by their plain names, and none that only claims to be ours. */
    static String withoutPrefix(String cookies) {
        return Arrays.stream(cookies.split(";"))
                .map(String::strip)
                .filter(cookie -> !cookie.startsWith(OF_QUARKUS))
                .map(cookie -> cookie.startsWith(PREFIX + OF_QUARKUS) ? cookie.substring(PREFIX.length()) : cookie)
                .collect(Collectors.joining("; "));
    }

    private void mark(RoutingContext rc) {
        HttpServerResponse response = rc.response();
        // The request knows those of the answer too.
        for (Cookie cookie : List.copyOf(rc.request().cookies())) {
            if (!(cookie instanceof ServerCookie ours) || !ours.isChanged()) {
                continue;
            }
            cookie.setHttpOnly(true).setSameSite(CookieSameSite.LAX).setSecure(tls);
            if (tls && cookie.getName().startsWith(OF_QUARKUS)) {
                response.removeCookie(cookie.getName(), false);
                response.addCookie(Cookie.cookie(PREFIX + cookie.getName(), cookie.getValue())
                        .setPath("/")
                        .setMaxAge(cookie.getMaxAge())
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(true));
            }
        }
    }
}
