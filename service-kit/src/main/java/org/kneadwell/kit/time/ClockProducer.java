package org.kneadwell.kit.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one place a clock comes from. */
final class ClockProducer {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock(@ConfigProperty(name = "kneadwell.clock.offset-file") Optional<String> offsetFile) {
        Clock system = Clock.systemUTC();
        return offsetFile
                .<Clock>map(file -> new OffsetClock(system, Path.of(file)))
                .orElse(system);
    }
}
