package org.kneadwell.booking.session;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;

/** One session on the table, from its beginning to its end. */
@Entity
@Table(name = "session")
class Session {

    @Id
    @Column(name = "appointment_id")
    private UUID appointmentId;

    @Version
    private int version;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @ElementCollection
    @CollectionTable(name = "session_region", joinColumns = @JoinColumn(name = "appointment_id"))
    @OrderBy("region")
    private List<SessionRegion> regions = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Session() {}

    @SuppressWarnings("NullAway.Init") // the version is Hibernate's
    Session(UUID appointmentId, Instant startedAt, Map<BodyRegion, RegionAim> plan) {
        this.appointmentId = appointmentId;
        this.startedAt = startedAt;
        plan.forEach((region, aim) -> regions.add(new SessionRegion(region, aim, false)));
    }

    /** @param ifUnsaid what holds for a region the client's plan does not mention */
    RegionAim aim(BodyRegion region, RegionAim ifUnsaid) {
        return regions.stream()
                .filter(known -> known.region() == region)
                .map(SessionRegion::aim)
                .findFirst()
                .orElse(ifUnsaid);
    }

    void complete(Set<BodyRegion> worked, Instant now) {
        if (endedAt != null) {
            throw new IllegalStateException("Completed before: " + appointmentId);
        }
        endedAt = now;
        for (BodyRegion region : worked) {
            regions.stream()
                    .filter(known -> known.region() == region)
                    .findFirst()
                    .ifPresentOrElse(
                            SessionRegion::work,
                            () -> regions.add(new SessionRegion(region, new RegionAim(null, null), true)));
        }
    }

    UUID appointmentId() {
        return appointmentId;
    }

    int version() {
        return version;
    }

    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    List<SessionRegion> regions() {
        return regions;
    }
}
