package org.kneadwell.web;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who a request comes from, as told by the session cookie. */
final class People {
    /** Chunks of a session longer than 4 KB are called q_session_chunk_1 and so on. */
    private static final String SESSION_COOKIE = "q_session";

    private People() {}

    static Uni<SecurityIdentity> identity(RoutingContext rc) {
        // Otherwise a stale session answers this request with a redirect to the sign-in page before we can.
        rc.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, (BiConsumer<RoutingContext, Throwable>) (context, failure) -> {});
        return QuarkusHttpUser.getSecurityIdentity(rc, null)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("no identity"));
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

    static JsonObject describe(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return signedOut();
        }
        String name = identity.getPrincipal().getName();
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getClaim("name") instanceof String claimed) {
            name = claimed;
        }
        List<String> roles = identity.getRoles().stream()
                .filter(List.of("client", "therapist", "coordinator")::contains)
                .sorted()
                .toList();
        return new JsonObject().put("signedIn", true).put("name", name).put("roles", new JsonArray(roles));
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
