package org.kneadwell.booking.invitation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as coordinators see one.
 *
 * @param sentAt when the mail last went out
 * @param expiresAt until when its link leads somewhere
 * @param acceptedAt when the therapist was first here
 * @param therapistId the profile, as soon as there is one
 */
record InvitationView(
        UUID id,
        String name,
        String email,
        UUID locationId,
        State state,
        Instant invitedAt,
        @Nullable Instant sentAt,
        @Nullable Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable UUID therapistId) {

    enum State {
        /** The mail has not gone out: inviting again, or sending again, goes on from there. */
        @JsonProperty("begun")
        BEGUN,
        @JsonProperty("sent")
        SENT,
        /** The link leads nowhere any more. */
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("accepted")
        ACCEPTED
    }
}
