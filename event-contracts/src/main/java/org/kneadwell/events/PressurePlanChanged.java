package org.kneadwell.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One or more regions of a client's pressure plan changed after the intake.
 *
 * @param regions the changed regions only, as they are now
 * @param suspended whether the plan is suspended until a clinician clears the client
 */
@EventType(value = "intake.pressure-plan-changed.v1", aggregate = "client", health = true)
public record PressurePlanChanged(UUID clientId, Instant changedAt, List<RegionTarget> regions, boolean suspended)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
