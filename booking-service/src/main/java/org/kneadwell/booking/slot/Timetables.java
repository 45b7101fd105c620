package org.kneadwell.booking.slot;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.catalogue.ChangeLog;
import org.kneadwell.booking.catalogue.Kept;

/** The timetables of all published therapists, in memory. */
@ApplicationScoped
class Timetables {

    /** Nobody asks for slots so long ago; what is over for longer is not kept. */
    private static final Duration PAST = Duration.ofDays(30);

    private final SlotData data;
    private final Clock clock;
    private final Kept<Map<UUID, Timetable>> kept;

    Timetables(SlotData data, ChangeLog changes, Clock clock) {
        this.data = data;
        this.clock = clock;
        this.kept = new Kept<>(changes, new Reading());
    }

    /** So that nobody's first search waits for it. */
    @Transactional
    void atStart(@Observes StartupEvent started) {
        kept.current();
    }

    /** As they were committed before this question. */
    @Transactional
    Map<UUID, Timetable> current() {
        return kept.current();
    }

    private final class Reading implements Kept.Reading<Map<UUID, Timetable>> {

        @Override
        public Map<UUID, Timetable> all() {
            return Collections.unmodifiableMap(data.timetables(data.published(), since()));
        }

        @Override
        public Map<UUID, Timetable> changed(Map<UUID, Timetable> before, Set<UUID> therapists) {
            var timetables = new HashMap<>(before);
            timetables.keySet().removeAll(therapists);
            timetables.putAll(data.timetables(therapists, since()));
            return Collections.unmodifiableMap(timetables);
        }

        private Instant since() {
            return clock.instant().minus(PAST);
        }
    }
}
