package org.kneadwell.kit.security;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes from somebody who signed in by a password alone the roles for which an installation asks for more
 * ({@code kneadwell.second-factor.roles}), before anything asks for a role: what nobody thought of is refused, too. Their other roles
 * stay. How somebody signed in is what their token says ({@code amr}, RFC 8176; docs/decisions/0019).
 */
@ApplicationScoped
class SecondFactor implements SecurityIdentityAugmentor {

    private static final String WITHHELD = "kneadwell.second-factor.withheld";

    /** In the tokens of clients that act for themselves: programs, which have no second factor. */
    private static final String CLIENT = "client_id";

    /** In the tokens of people, who have a session. */
    private static final String SESSION = "sid";

    private final Set<String> roles;
    private final Set<String> methods;
    private final CurrentIdentityAssociation current;

    SecondFactor(
            @ConfigProperty(name = "kneadwell.second-factor.roles") Optional<Set<String>> roles,
            @ConfigProperty(name = "kneadwell.second-factor.methods") Set<String> methods,
            CurrentIdentityAssociation current) {
        this.roles = roles.orElse(Set.of());
        this.methods = methods;
        this.current = current;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(isEnough(identity) ? identity : without(roles, identity));
    }

    /** Whether the caller would have another role, had they used a second factor. */
    boolean isWanting() {
        return Arc.container().requestContext().isActive()
                && Boolean.TRUE.equals(current.getIdentity().getAttribute(WITHHELD));
    }

    private boolean isEnough(SecurityIdentity identity) {
        return identity.getRoles().stream().noneMatch(roles::contains)
                || (identity.getPrincipal() instanceof JsonWebToken token
                        && (isOfProgram(token) || saysSecondFactor(token)));
    }

    private static boolean isOfProgram(JsonWebToken token) {
        return token.containsClaim(CLIENT) && !token.containsClaim(SESSION);
    }

    private boolean saysSecondFactor(JsonWebToken token) {
        return token.getClaim("amr") instanceof Collection<?> used
                && used.stream()
                        .map(method -> method instanceof JsonString text ? text.getString() : String.valueOf(method))
                        .anyMatch(methods::contains);
    }

    private static SecurityIdentity without(Set<String> withheld, SecurityIdentity identity) {
        Set<String> left = new HashSet<>(identity.getRoles());
        left.removeAll(withheld);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(left)
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes())
                .addAttribute(WITHHELD, true)
                .build();
    }
}
