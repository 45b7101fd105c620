package org.kneadwell.kit.trace;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.kneadwell.testkit.TraceCollector;

/** Names a collector to the service under test. */
public final class TraceCollectorResource implements QuarkusTestResourceLifecycleManager {

    static final TraceCollector COLLECTOR = TraceCollector.start();

    @Override
    public Map<String, String> start() {
        return Map.of("kneadwell.traces.url", COLLECTOR.url());
    }

    @Override
    public void stop() {
        COLLECTOR.close();
    }
}
