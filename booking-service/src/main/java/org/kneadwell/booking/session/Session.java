package org.kneadwell.booking.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

/** One session on the table, from its beginning to its end. */
@Entity
@Table(name = "session")
class Session {

    static final SealedTable SEALED = new SealedTable("session", "appointment_id", "client_id");

    /** As it lies sealed. */
    record Regions(List<SessionRegion> regions) {}

    @Id
    @Column(name = "appointment_id")
    private UUID appointmentId;

    @Version
    private int version;

    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    private byte @Nullable [] sealed; // null: kept long enough, or the client was erased

    @Transient
    private @Nullable List<SessionRegion> regions; // null: not opened yet

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Session() {}

    @SuppressWarnings("NullAway.Init") // the version is Hibernate's
    Session(UUID appointmentId, UUID clientId, Instant startedAt, Map<BodyRegion, RegionAim> plan, Vault vault) {
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        this.startedAt = startedAt;
        put(plan.entrySet().stream().map(aim -> new SessionRegion(aim.getKey(), aim.getValue(), false)), vault);
    }

    /** Before this, its regions cannot be read. */
    Session open(Vault vault) {
        regions = sealed == null ? List.of() : vault.open(place(), sealed, Regions.class).regions;
        return this;
    }

    /** @param ifUnsaid what holds for a region the client's plan does not mention */
    RegionAim aim(BodyRegion region, RegionAim ifUnsaid) {
        return regions().stream()
                .filter(known -> known.region() == region)
                .map(SessionRegion::aim)
                .findFirst()
                .orElse(ifUnsaid);
    }

    void complete(Set<BodyRegion> worked, Instant now, Vault vault) {
        if (endedAt != null) {
            throw new IllegalStateException("Completed before: " + appointmentId);
        }
        endedAt = now;
        var unplanned = new HashSet<>(worked);
        regions().forEach(known -> unplanned.remove(known.region()));
        put(
                Stream.concat(
                        regions().stream()
                                .map(known -> new SessionRegion(
                                        known.region(), known.aim(), worked.contains(known.region()))),
                        unplanned.stream().map(region -> new SessionRegion(region, new RegionAim(null, null), true))),
                vault);
    }

    private void put(Stream<SessionRegion> all, Vault vault) {
        var sorted = all.sorted(Comparator.comparing(region -> region.region().key()))
                .toList();
        regions = sorted;
        sealed = vault.seal(place(), new Regions(sorted));
    }

    private Place place() {
        return SEALED.place(clientId, appointmentId);
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

    /** By their names. */
    List<SessionRegion> regions() {
        if (regions == null) {
            throw new IllegalStateException("A session that was not opened.");
        }
        return regions;
    }
}
