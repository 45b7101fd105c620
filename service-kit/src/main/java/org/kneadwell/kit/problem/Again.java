package org.kneadwell.kit.problem;

import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Does again what the database gave up only because of others at the same time: such a transaction has done nothing, and may do
 * it a moment later. Three times at most; the failure of the last is everybody's to see, as 503.
 */
@ApplicationScoped
public class Again {

    private final Guard guard = Guard.create()
            .withRetry()
            .maxRetries(3)
            .delay(20, ChronoUnit.MILLIS)
            .jitter(15, ChronoUnit.MILLIS)
            .whenException(Contended::is)
            .done()
            .build();

    /** @param action begins a transaction of its own and ends it, each time it is done */
    public <T> T get(Class<T> type, Supplier<T> action) {
        return guard.get(action, type);
    }
}
