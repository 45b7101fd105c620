package org.kneadwell.kit.scope;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.kneadwell.kit.security.Caller;

/** A client's request is about the client's own rows. Anybody else's says whose, once it is known that it may. */
@Provider
class ScopeFilter implements ContainerRequestFilter {

    private final SecurityIdentity identity;
    private final Caller caller;
    private final ClientScope scope;

    ScopeFilter(SecurityIdentity identity, Caller caller, ClientScope scope) {
        this.identity = identity;
        this.caller = caller;
        this.scope = scope;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!identity.isAnonymous() && caller.isClient()) {
            scope.enter(caller.accountId());
        }
    }
}
