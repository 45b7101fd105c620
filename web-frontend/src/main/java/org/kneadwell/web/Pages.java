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
    private static final String ADDRESS_OF_A_PAGE =
            "^/(?!(?:api|api-docs|q|login|logout|account|session|dev|assets)(?:/|$))[^.]*$";

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

    /** What is said on a page of its own, because the single-page application cannot help there. */
    enum Notice {
        SIGN_IN_UNAVAILABLE(
                503,
                "Signing in is not possible right now",
                "The part of Kneadwell that checks passwords is not answering. It may just be starting.",
                "Nothing you entered is lost. Wait a moment and try again."),
        SIGN_IN_TOO_OFTEN(
                429,
                "Too many attempts to sign in",
                "From where you are, signing in was tried very often in a short time. Others on the same network count too.",
                "Nothing you entered is lost. Wait a minute and try again.");

        private final int status;
        private final String title;
        private final String reason;
        private final String whatToDo;

        Notice(int status, String title, String reason, String whatToDo) {
            this.status = status;
            this.title = title;
            this.reason = reason;
            this.whatToDo = whatToDo;
        }
    }

    void notice(RoutingContext rc, Notice notice, long retryAfterSeconds) {
        String nonce = headers.allowPage(rc);
        rc.response().putHeader("Retry-After", Long.toString(retryAfterSeconds));
        html(rc, notice.status, notice(nonce, notice.title, notice.reason, notice.whatToDo, "/login"));
    }

    /**
     * As a page for whoever came with a browser's navigation and would see raw JSON, as a problem for all others.
     *
     * @param again where to try again
     */
    void refuse(RoutingContext rc, Problems problem, String again) {
        String accepted = rc.request().getHeader("Accept");
        if (accepted == null || !accepted.contains("text/html")) {
            problem.answer(rc);
            return;
        }
        String nonce = headers.allowPage(rc);
        html(rc, problem.status(), notice(nonce, problem.title(), problem.detail(), "", again));
    }

    private static String notice(String nonce, String title, String reason, String whatToDo, String again) {
        return read("/pages/notice.html")
                .replace(NONCE_PLACEHOLDER, nonce)
                .replace("@@title@@", title)
                .replace("@@reason@@", reason)
                .replace("@@what-to-do@@", whatToDo)
                .replace("@@again@@", again);
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
