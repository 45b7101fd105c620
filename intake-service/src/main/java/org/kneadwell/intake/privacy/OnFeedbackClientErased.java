package org.kneadwell.intake.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FeedbackClientErased;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnFeedbackClientErased implements EventHandler<FeedbackClientErased> {

    private final Erasures erasures;

    OnFeedbackClientErased(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public String type() {
        return EventTypes.of(FeedbackClientErased.class);
    }

    @Override
    public Class<FeedbackClientErased> payloadType() {
        return FeedbackClientErased.class;
    }

    @Override
    public void on(FeedbackClientErased event, Delivery delivery) {
        erasures.feedbackDone(event.erasureId(), event.erasedAt());
    }
}
