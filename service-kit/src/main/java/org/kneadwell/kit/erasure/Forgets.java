package org.kneadwell.kit.erasure;

import java.util.UUID;

/** A part of a service that keeps something about clients. Each such bean is asked when a client is erased. */
public interface Forgets {

    /**
     * Deletes or anonymises everything about the client, in the running transaction. Called again for a client who is erased
     * already, and then has nothing to do.
     */
    void forget(UUID clientId);
}
