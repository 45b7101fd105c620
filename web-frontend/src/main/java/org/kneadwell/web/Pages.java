package org.kneadwell.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Serves the one HTML page for every address the browser's router knows. The page lies outside the static resources, so
 * that it can never be served without a fresh nonce or with a cache lifetime; a missing asset stays a 404.
 */
@ApplicationScoped
class Pages {
    private static final String NONCE_PLACEHOLDER = "@@csp-nonce@@";
    /** Anything that is neither an API, a management or a session address, and names no file. */
    private static final String ADDRESS_OF_A_PAGE = "^/(?!(?:api|q|login|logout|session|dev|assets)(?:/|$))[^.]*$";

    private final SecurityHeaders headers;
    private final String page;

    Pages(SecurityHeaders headers) {
        this.headers = headers;
        this.page = read("/pages/index.html");
    }

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    // Vite puts a content hash into the name of every file under /assets; nothing else may be kept.
                    boolean hashed = rc.request().path().startsWith("/assets/");
                    rc.addHeadersEndHandler(ignored -> rc.response()
                            .putHeader(
                                    "Cache-Control",
                                    hashed && rc.response().getStatusCode() == 200
                                            ? "public, max-age=31536000, immutable"
                                            : "no-store"));
                    rc.next();
                },
                900);
    }

    void routes(@Observes Router router) {
        router.getWithRegex(ADDRESS_OF_A_PAGE).handler(this::page);
        router.headWithRegex(ADDRESS_OF_A_PAGE).handler(this::page);
    }

    private void page(RoutingContext rc) {
        String nonce = headers.allowPage(rc);
        html(rc, 200, page.replace(NONCE_PLACEHOLDER, nonce));
    }

    /** A page of our own for when people cannot be signed in, because the single-page application cannot help there. */
    void signInUnavailable(RoutingContext rc) {
        String nonce = headers.allowPage(rc);
        rc.response().putHeader("Retry-After", "10");
        html(rc, 503, read("/pages/sign-in-unavailable.html").replace(NONCE_PLACEHOLDER, nonce));
    }

    private static void html(RoutingContext rc, int status, String html) {
        rc.response().setStatusCode(status).putHeader("Content-Type", "text/html; charset=utf-8");
        if (rc.request().method().name().equals("HEAD")) {
            rc.response().end();
        } else {
            rc.response().end(html);
        }
    }

    private static String read(String name) {
        try (var in = Objects.requireNonNull(
                Pages.class.getResourceAsStream(name), () -> name + " is missing: the pages were not built")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
