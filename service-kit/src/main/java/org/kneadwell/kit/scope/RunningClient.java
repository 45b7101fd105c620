package org.kneadwell.kit.scope;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose rows the running request is about. */
@RequestScoped
class RunningClient {

    private @Nullable UUID clientId;
    private boolean deferred;

    @Nullable
    UUID get() {
        return clientId;
    }

    void set(UUID clientId) {
        this.clientId = clientId;
    }

    boolean isDeferred() {
        return deferred;
    }

    void defer(boolean now) {
        deferred = now;
    }
}
