package org.kneadwell.web;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a token that tells of a logout and is not typed as one (OpenID Connect Back-Channel Logout 1.0, section 2.4), so that no other
 * token can be made to end a session. Quarkus asks this of every token that it verifies.
 */
@ApplicationScoped
@Unremovable
class LogoutTokenType implements Validator {

    private static final String TYPE = "logout+jwt";
    private static final String EVENTS = "events";

    @Override
    public @Nullable String validate(JwtContext token) {
        return !token.getJwtClaims().hasClaim(EVENTS)
                        || TYPE.equals(token.getJoseObjects().getFirst().getHeader("typ"))
                ? null
                : "A logout token is typed " + TYPE;
    }
}
