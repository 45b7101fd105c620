package org.kneadwell.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event is put aside.
 *
 * @param next when to try again; only while retrying
 */
record Letter(
        LetterState state,
        LetterReason reason,
        @Nullable String error,
        int attempts,
        @Nullable Duration next) {

    Letter {
        if ((state == LetterState.RETRYING) != (next != null)) {
            throw new IllegalArgumentException("A letter has a next attempt if and only if it is retrying.");
        }
    }

    static Letter parked(LetterReason reason, @Nullable String error, int attempts) {
        return new Letter(LetterState.PARKED, reason, error, attempts, null);
    }

    static Letter behind() {
        return new Letter(LetterState.BEHIND, LetterReason.BEHIND, null, 0, null);
    }

    static Letter retrying(String error, int attempts, Duration next) {
        return new Letter(LetterState.RETRYING, LetterReason.FAILED, error, attempts, next);
    }
}
