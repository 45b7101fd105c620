package org.kneadwell.booking.appointment;

import java.util.UUID;

/** Whose an appointment is, read before anything is locked: the therapist's decisions come before its rows. */
record Owners(UUID clientId, UUID therapistId, UUID therapistAccountId, UUID serviceId, boolean asked) {

    /** Its client, always; its therapist, once it was asked for. */
    boolean include(UUID accountId) {
        return accountId.equals(clientId) || (asked && accountId.equals(therapistAccountId));
    }
}
