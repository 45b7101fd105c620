package org.kneadwell.web;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who a request comes from, as told by the session cookie. */
@ApplicationScoped
class People {
    /** Chunks of a session longer than 4 KB are called q_session_chunk_1 and so on. */
    private static final String SESSION_COOKIE = "q_session";

    private final EndedSessions ended;
    private final SecondFactor secondFactor;

    People(EndedSessions ended, SecondFactor secondFactor) {
        this.ended = ended;
        this.secondFactor = secondFactor;
    }

    /** Fails when the session cannot be used, as when it has ended elsewhere. */
    Uni<SecurityIdentity> identity(RoutingContext rc) {
        // Otherwise a stale session answers this request with a redirect to the sign-in page before we can.
        rc.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, (BiConsumer<RoutingContext, Throwable>) (context, failure) -> {});
        return QuarkusHttpUser.getSecurityIdentity(rc, null)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("no identity"))
                .onItem()
                .invoke(identity -> {
                    if (ended.include(identity)) {
                        throw new AuthenticationFailedException("the session has ended");
                    }
                });
    }

    static @Nullable String accessToken(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return null;
        }
        var credential = identity.getCredential(AccessTokenCredential.class);
        return credential == null ? null : credential.getToken();
    }

    static String account(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    JsonObject describe(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return signedOut();
        }
        return new JsonObject()
                .put("signedIn", true)
                .put("name", name(identity))
                .put("roles", new JsonArray(secondFactor.roles(identity)))
                .put("needSecondFactor", new JsonArray(secondFactor.withheld(identity)));
    }

    boolean lackSecondFactor(SecurityIdentity identity) {
        return !secondFactor.withheld(identity).isEmpty();
    }

    boolean lackSecondFactorFor(SecurityIdentity identity, String role) {
        return secondFactor.withheld(identity).contains(role);
    }

    static String name(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getClaim("name") instanceof String claimed) {
            name = claimed;
        }
        return name;
    }

    static JsonObject signedOut() {
        return new JsonObject().put("signedIn", false);
    }

    static boolean hasSession(RoutingContext rc) {
        return rc.request().cookies().stream()
                .anyMatch(cookie -> cookie.getName().startsWith(SESSION_COOKIE));
    }

    static void forget(RoutingContext rc) {
        rc.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(SESSION_COOKIE))
                .toList()
                .forEach(name -> rc.response()
                        .addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0)));
    }
}
