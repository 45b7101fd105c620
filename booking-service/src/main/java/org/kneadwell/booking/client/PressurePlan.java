package org.kneadwell.booking.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.RegionTarget;

/**
 * What this service knows of a client's pressure plan: results, never the answers behind them.
 *
 * @param suspended whether nothing may be done until a clinician has cleared the client
 * @param ceiling 0–7, the most that is allowed anywhere; null until an intake was assessed
 */
public record PressurePlan(boolean suspended, @Nullable Integer ceiling, List<RegionTarget> regions) {

    /**
     * Not while the plan is suspended, a reported sign has not been cleared, or no pressure at all is allowed. A client this
     * service knows nothing of may be.
     */
    public boolean mayBeTreated() {
        return !suspended && (ceiling == null || ceiling > 0);
    }
}
