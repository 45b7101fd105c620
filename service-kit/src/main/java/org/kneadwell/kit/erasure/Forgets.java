package org.kneadwell.kit.erasure;

import java.util.List;
import java.util.UUID;

/** A part of a service that keeps something about clients. Each such bean is asked when a client is erased. */
public interface Forgets {

    /**
     * What is to be done by the service's own rules before the rows go, in the running transaction. Called again for a client who
     * is erased already, and then has nothing to do.
     */
    default void leave(UUID clientId) {}

    /** Deletes or anonymises everything about a client, what depends on others first; each statement with the client as its one parameter. */
    List<String> statements();
}
