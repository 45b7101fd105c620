package org.kneadwell.feedback.followup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a follow-up stands. */
enum FollowUpState {
    /** The session is over; it is too early to ask. */
    @JsonProperty("scheduled")
    SCHEDULED,
    @JsonProperty("invited")
    INVITED,
    @JsonProperty("reminded")
    REMINDED,
    /** There is an answer, and no further question. */
    @JsonProperty("answered")
    ANSWERED,
    /** There is an answer; another question comes later. */
    @JsonProperty("ask_again")
    ASK_AGAIN,
    /** It closed without an answer. */
    @JsonProperty("missed")
    MISSED,
    @JsonProperty("cancelled")
    CANCELLED;

    boolean open() {
        return switch (this) {
            case SCHEDULED, INVITED, REMINDED, ASK_AGAIN -> true;
            case ANSWERED, MISSED, CANCELLED -> false;
        };
    }

    /** Whether the client has been asked and can still answer. */
    boolean asked() {
        return this == INVITED || this == REMINDED;
    }
}
