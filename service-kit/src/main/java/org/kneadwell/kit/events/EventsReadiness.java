package org.kneadwell.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.kneadwell.outbox.Subscriptions;

/** Not ready while a subscription is halted or lags too far, or the outbox is about to run out of partitions; says which. */
@Readiness
@ApplicationScoped
class EventsReadiness implements HealthCheck {

    private final Subscriptions subscriptions;

    EventsReadiness(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> problems = subscriptions.problems();
        var response = HealthCheckResponse.named("events").status(problems.isEmpty());
        for (int i = 0; i < problems.size(); i++) {
            response.withData("problem-" + (i + 1), problems.get(i));
        }
        return response.build();
    }
}
