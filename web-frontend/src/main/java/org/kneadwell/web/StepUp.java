package org.kneadwell.web;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way for whoever signed in by a password alone, where that is not enough: to set up a passkey or an authenticator app, and to sign in
 * with it (docs/decisions/0020). What Keycloak calls an action is asked for by us alone, never by a link.
 */
@ApplicationScoped
@Unremovable
@Redirect(Redirect.Location.LOCAL_ENDPOINT_CALLBACK)
class StepUp implements OidcRedirectFilter {

    static final String PATH = "/step-up";

    /** Which of Keycloak's actions to go through before coming back; it answers with what became of it. */
    private static final String ACTION = "kc_action";

    private static final String ACTION_STATUS = "kc_action_status";
    private static final String DONE = "success";

    private static final String PASSKEY = "webauthn-register-passwordless";
    private static final Map<String, String> ACTIONS = Map.of("passkey", PASSKEY, "app", "CONFIGURE_TOTP");
    private static final int BEFORE_SIGN_IN = 790;

    private final SecondFactor secondFactor;

    StepUp(SecondFactor secondFactor) {
        this.secondFactor = secondFactor;
    }

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    if (rc.request().path().equals("/login")) {
                        ask(rc.queryParams());
                    }
                    rc.next();
                },
                BEFORE_SIGN_IN);
    }

    private void ask(MultiMap query) {
        query.remove(ACTION);
        String action = action(query);
        if (action != null) {
            query.set(ACTION, action);
        }
    }

    private @Nullable String action(MultiMap query) {
        if ("create".equals(query.get("prompt"))) {
            return secondFactor.isAskedOf("client") ? PASSKEY : null;
        }
        return ACTIONS.get(String.valueOf(query.get("set-up")));
    }

    void routes(@Observes Router router) {
        router.get(PATH).handler(this::begin);
    }

    /** Only from our own pages: from another site it would be a nuisance. */
    private void begin(RoutingContext rc) {
        if (!Session.asked(rc.request())) {
            Session.redirect(rc, "/");
            return;
        }
        String wanted = rc.request().getParam("set-up");
        again(rc, wanted != null && ACTIONS.containsKey(wanted) ? "set-up=" + wanted : "prompt=login");
    }

    /** Remembers across Quarkus's own redirect that somebody has just set one up. */
    @Override
    public void filter(OidcRedirectContext redirect) {
        if (DONE.equals(redirect.routingContext().request().getParam(ACTION_STATUS))) {
            redirect.additionalQueryParams().set(ACTION_STATUS, DONE);
        }
    }

    /** Whether somebody comes back from setting one up. */
    static boolean isSetUp(RoutingContext rc) {
        return DONE.equals(rc.request().getParam(ACTION_STATUS));
    }

    /** Their tokens still say how they signed in before: once more, with what they have now. */
    static void signInWithIt(RoutingContext rc) {
        again(rc, "prompt=login");
    }

    private static void again(RoutingContext rc, String how) {
        String language = rc.request().getParam("ui_locales");
        String wanted = Session.safeReturn(rc.request().getParam("return"));
        People.forget(rc);
        Session.redirect(
                rc,
                "/login?" + how + "&return=" + encode(wanted)
                        + (language == null ? "" : "&ui_locales=" + encode(language)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
