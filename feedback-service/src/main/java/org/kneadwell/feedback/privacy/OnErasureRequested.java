package org.kneadwell.feedback.privacy;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.events.Event;
import org.kneadwell.events.FeedbackClientErased;
import org.kneadwell.kit.erasure.Erasure;
import org.kneadwell.kit.erasure.ForgetsWhenAsked;
import org.kneadwell.kit.events.Events;

/** Forgets a client here. */
@Singleton
class OnErasureRequested extends ForgetsWhenAsked {

    OnErasureRequested(Erasure erasure, Events events, Clock clock) {
        super(erasure, events, clock);
    }

    @Override
    protected Event done(UUID erasureId, Instant at) {
        return new FeedbackClientErased(erasureId, at);
    }
}
