package org.kneadwell.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.oidc.common.runtime.OidcCommonUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which sessions have ended, here or at the identity provider, for as long as the tokens in a copied cookie could still be
 * good. Quarkus itself refuses only the first request after the provider's word, and nothing after a sign-out of our own.
 */
@ApplicationScoped
class EndedSessions {
    /** The session at the identity provider: in ID tokens and in the tokens that end one. */
    private static final String SESSION = "sid";

    /** Tokens live five minutes, and the identity provider renews none of a session that has ended. */
    private static final Duration LONGER_THAN_ANY_TOKEN = Duration.ofHours(1);

    private static final long AT_MOST = 100_000;
    private static final int BEFORE_IT_IS_ANSWERED = 700;

    private final String backChannel;
    private final Cache<String, Boolean> ended = Caffeine.newBuilder()
            .expireAfterWrite(LONGER_THAN_ANY_TOKEN)
            .maximumSize(AT_MOST)
            .build();

    EndedSessions(@ConfigProperty(name = "quarkus.oidc.logout.backchannel.path") String backChannel) {
        this.backChannel = backChannel;
    }

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    if (rc.request().path().equals(backChannel)) {
                        rc.addHeadersEndHandler(ignored -> endedThere(rc));
                    }
                    rc.next();
                },
                BEFORE_IT_IS_ANSWERED);
    }

    /** Quarkus has looked at the token: whose it is, what for, and how old. */
    private void endedThere(RoutingContext rc) {
        String token = rc.request().getFormAttribute("logout_token");
        if (rc.response().getStatusCode() == 200 && token != null) {
            remember(OidcCommonUtils.decodeJwtContent(token).getString(SESSION));
        }
    }

    void endedHere(@Observes SecurityEvent event) {
        if (event.getEventType() == SecurityEvent.Type.OIDC_LOGOUT_RP_INITIATED) {
            remember(session(event.getSecurityIdentity()));
        }
    }

    private void remember(@Nullable String session) {
        if (session != null) {
            ended.put(session, true);
        }
    }

    boolean include(SecurityIdentity identity) {
        String session = session(identity);
        return session != null && ended.getIfPresent(session) != null;
    }

    private static @Nullable String session(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim(SESSION) : null;
    }
}
