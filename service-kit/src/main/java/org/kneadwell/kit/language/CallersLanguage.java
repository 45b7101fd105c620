package org.kneadwell.kit.language;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** The language the running request wants its answer in; English for what runs without one, such as an event's delivery. */
@ApplicationScoped
public class CallersLanguage {

    private final Instance<RunningLanguage> running;

    CallersLanguage(Instance<RunningLanguage> running) {
        this.running = running;
    }

    public Language get() {
        return Arc.container().requestContext().isActive() ? running.get().get() : Language.EN;
    }

    /** The answer is an earlier one, in the language that was asked for then. */
    public void asBefore() {
        running.get().asBefore();
    }
}
