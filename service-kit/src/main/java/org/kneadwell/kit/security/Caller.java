package org.kneadwell.kit.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.kneadwell.kit.problem.Problems;

/** Who is calling, as their verified token says. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The account; for a client this is the client's id. */
    public UUID accountId() {
        try {
            return UUID.fromString(token().getSubject());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Problems.unauthorized();
        }
    }

    public boolean isClient() {
        return identity.hasRole("client");
    }

    public boolean isTherapist() {
        return identity.hasRole("therapist");
    }

    public boolean isCoordinator() {
        return identity.hasRole("coordinator");
    }

    public Optional<String> name() {
        return Optional.ofNullable(token().getClaim("name"));
    }

    public Optional<String> email() {
        return Optional.ofNullable(token().getClaim("email"));
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw Problems.unauthorized();
    }
}
