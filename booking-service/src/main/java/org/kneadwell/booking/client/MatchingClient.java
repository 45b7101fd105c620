package org.kneadwell.booking.client;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.fit.ClientNeeds;
import org.kneadwell.booking.fit.SharedHistory;

/** A client who may book, as matching needs one. */
public final class MatchingClient {

    private final ClientNeeds needs;
    private final ZoneId zone;
    private final @Nullable LocalDate bookableUntil;
    private final Findings findings;
    private final Set<UUID> visited;
    private final Set<UUID> blocked;
    private final Set<UUID> known;

    MatchingClient(
            ClientNeeds needs,
            ZoneId zone,
            @Nullable LocalDate bookableUntil,
            Findings findings,
            Set<UUID> visited,
            Set<UUID> blocked) {
        this.needs = needs;
        this.zone = zone;
        this.bookableUntil = bookableUntil;
        this.findings = findings;
        this.visited = visited;
        this.blocked = blocked;
        this.known = new HashSet<>(visited);
        known.addAll(blocked);
        known.addAll(findings.therapists());
    }

    public ClientNeeds needs() {
        return needs;
    }

    /** The zone the client's days are in. */
    public ZoneId zone() {
        return zone;
    }

    /** The last day a session may take place on; null when there is no such limit. */
    public @Nullable LocalDate bookableUntil() {
        return bookableUntil;
    }

    public SharedHistory historyWith(UUID therapistId) {
        // Of thousands of therapists a client has met a few.
        if (!known.contains(therapistId)) {
            return SharedHistory.NONE;
        }
        return findings.with(therapistId, visited.contains(therapistId), blocked.contains(therapistId));
    }
}
