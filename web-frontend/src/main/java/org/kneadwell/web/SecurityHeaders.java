package org.kneadwell.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the headers every answer carries. Pages loosen the content policy by a nonce, never by 'unsafe-inline'. */
@ApplicationScoped
class SecurityHeaders {
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final int BEFORE_AUTHENTICATION = 1000;

    private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

    private final SecureRandom random = new SecureRandom();
    private final boolean tls;

    SecurityHeaders(@ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.tls = baseUrl.startsWith("https:");
    }

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    put(rc.response().headers());
                    if (tls) {
                        // A browser that has been here once comes back by TLS only.
                        rc.response()
                                .putHeader(
                                        "Strict-Transport-Security", "max-age=" + YEAR_SECONDS + "; includeSubDomains");
                    }
                    rc.next();
                },
                BEFORE_AUTHENTICATION);
    }

    static void put(MultiMap headers) {
        headers.set("Content-Security-Policy", NOTHING)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "same-origin")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    }

    /** Allows our own scripts and styles on this one answer and returns the nonce that inline ones must carry. */
    String allowPage(RoutingContext rc) {
        var bytes = new byte[18];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        rc.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' 'nonce-%1$s'; style-src 'self' 'nonce-%1$s'; "
                                        .formatted(nonce)
                                + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
                                + "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");
        return nonce;
    }
}
