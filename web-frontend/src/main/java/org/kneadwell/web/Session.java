package org.kneadwell.web;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signing in, signing out, the way to one's account, and asking who is signed in. The redirects to and from the identity provider are Quarkus's;
 * /login, /login/callback and /logout are under its permission policy (application.properties).
 */
@ApplicationScoped
class Session {
    private static final Logger LOG = Logger.getLogger(Session.class);

    private static final long UNAVAILABLE_FOR_SECONDS = 10;

    private final Pages pages;
    private final People people;

    Session(Pages pages, People people) {
        this.pages = pages;
        this.people = people;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::signOutOnlyWhatIsSignedIn, 800);
    }

    /** Without a session /logout would first ask to sign in; from another site it would be a nuisance. */
    private void signOutOnlyWhatIsSignedIn(RoutingContext rc) {
        if (rc.request().path().equals("/logout") && (!People.hasSession(rc) || !asked(rc.request()))) {
            redirect(rc, "/");
        } else {
            rc.next();
        }
    }

    /** By our own pages or by the person; a browser that does not say is believed. */
    static boolean asked(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    void routes(@Observes Router router) {
        router.get("/session").handler(this::session);
        router.get("/login").handler(this::signedIn);
        router.get("/login/callback").handler(rc -> redirect(rc, "/"));
        router.get("/account").handler(this::account);
        router.route("/login").failureHandler(this::signInFailed);
        router.route("/login/callback").failureHandler(this::signInFailed);
        router.route("/logout").failureHandler(this::signInFailed);
    }

    private void signedIn(RoutingContext rc) {
        String wanted = safeReturn(rc.request().getParam("return"));
        if (!StepUp.isSetUp(rc)) {
            redirect(rc, wanted);
            return;
        }
        people.identity(rc)
                .map(people::lackSecondFactor)
                .subscribe()
                .with(
                        lacking -> {
                            if (lacking) {
                                StepUp.signInWithIt(rc);
                            } else {
                                redirect(rc, wanted);
                            }
                        },
                        failure -> redirect(rc, wanted));
    }

    private void session(RoutingContext rc) {
        people.identity(rc).subscribe().with(identity -> json(rc, people.describe(identity)), failure -> {
            LOG.debugf("session not usable: %s", failure.getClass().getSimpleName());
            People.forget(rc);
            json(rc, People.signedOut());
        });
    }

    /** To the identity provider's own page for password, second factor, sessions and what was allowed to whom. */
    private void account(RoutingContext rc) {
        people.identity(rc)
                .map(identity -> identity.<OidcConfigurationMetadata>getAttribute(OidcUtils.CONFIG_METADATA_ATTRIBUTE))
                .subscribe()
                .with(
                        provider -> redirect(rc, provider == null ? "/login" : provider.getIssuer() + "/account"),
                        failure -> redirect(rc, "/login"));
    }

    private void signInFailed(RoutingContext rc) {
        Throwable failure = rc.failure();
        if (rc.response().ended()) {
            return;
        }
        if (failure instanceof AuthenticationRedirectException) {
            // Not a failure: Quarkus leads on by throwing.
            rc.next();
            return;
        }
        if (failure instanceof AuthenticationCompletionException || rc.statusCode() == 401 || rc.statusCode() == 403) {
            // A stale or repeated callback: start again from the front door.
            People.forget(rc);
            redirect(rc, "/?signin=failed");
            return;
        }
        LOG.warnf("people cannot sign in: %s", failure == null ? "status " + rc.statusCode() : failure);
        pages.notice(rc, Pages.Notice.SIGN_IN_UNAVAILABLE, UNAVAILABLE_FOR_SECONDS);
    }

    /** Only a path of our own: never another origin, however it is disguised. */
    static String safeReturn(@Nullable String path) {
        if (path == null || !path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
            return "/";
        }
        boolean leadsInCircles = path.startsWith("/login") || path.startsWith("/logout");
        boolean printable = path.chars().noneMatch(c -> c < 0x20 || c == 0x7f);
        return printable && !leadsInCircles ? path : "/";
    }

    static void redirect(RoutingContext rc, String to) {
        rc.response()
                .setStatusCode(302)
                .putHeader("Location", to)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private static void json(RoutingContext rc, JsonObject body) {
        rc.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
