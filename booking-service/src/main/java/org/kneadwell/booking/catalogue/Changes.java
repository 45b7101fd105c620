package org.kneadwell.booking.catalogue;

import java.util.Set;
import java.util.UUID;

/**
 * Whose data changed since a snapshot.
 *
 * @param seen what this answer has seen, to be given with the next question
 * @param everything whether it cannot be said who changed, so that all have to be read again
 * @param therapists those that changed, published or not, and those that are gone
 * @param unfinished whether the asking transaction has itself changed a therapist, which may yet be undone
 */
record Changes(Seen seen, boolean everything, Set<UUID> therapists, boolean unfinished) {

    boolean none() {
        return !everything && therapists.isEmpty();
    }
}
