package org.kneadwell.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Which of somebody's roles are theirs only with a second factor, so that pages can say so. The services have the same settings and are
 * those that refuse (docs/decisions/0019).
 */
@ApplicationScoped
class SecondFactor {
    private static final Set<String> OF_PEOPLE = Set.of("client", "therapist", "coordinator");

    private final Set<String> roles;
    private final Set<String> methods;

    SecondFactor(
            @ConfigProperty(name = "kneadwell.second-factor.roles") Optional<Set<String>> roles,
            @ConfigProperty(name = "kneadwell.second-factor.methods") Set<String> methods) {
        this.roles = roles.orElse(Set.of());
        this.methods = methods;
    }

    boolean isAskedOf(String role) {
        return roles.contains(role);
    }

    /** What this sign-in lets somebody be. */
    List<String> roles(SecurityIdentity identity) {
        return rolesOf(identity, used(identity) ? role -> true : role -> !roles.contains(role));
    }

    /** What they would be besides, had they used one. */
    List<String> withheld(SecurityIdentity identity) {
        return rolesOf(identity, used(identity) ? role -> false : roles::contains);
    }

    private static List<String> rolesOf(SecurityIdentity identity, Predicate<String> which) {
        return identity.getRoles().stream()
                .filter(OF_PEOPLE::contains)
                .filter(which)
                .sorted()
                .toList();
    }

    private boolean used(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)
                || !(token.getClaim("amr") instanceof Collection<?> told)) {
            return false;
        }
        Set<String> used = new HashSet<>();
        told.forEach(method -> used.add(method instanceof JsonString text ? text.getString() : String.valueOf(method)));
        return used.stream().anyMatch(methods::contains);
    }
}
