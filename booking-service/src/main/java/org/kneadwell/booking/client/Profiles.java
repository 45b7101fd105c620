package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.kneadwell.booking.location.Locations;
import org.kneadwell.booking.location.Zones;
import org.kneadwell.booking.sql.Sql;

/** Clients' own settings: where they are, and whom they do not want to see again. */
@ApplicationScoped
public class Profiles {

    /** A profile with the version its ETag is made of. */
    record Versioned(Profile profile, int version) {}

    private final Sql sql;
    private final Locations locations;
    private final Event<ProfileChanged> changes;
    private final Clock clock;

    Profiles(Sql sql, Locations locations, Event<ProfileChanged> changes, Clock clock) {
        this.sql = sql;
        this.locations = locations;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    Optional<Versioned> versioned(UUID clientId) {
        return sql
                .list(
                        "select jurisdiction, time_zone, version from client_profile where client_id = ?",
                        row -> new Versioned(
                                new Profile(row.getString("jurisdiction"), row.getString("time_zone")),
                                row.getInt("version")),
                        clientId)
                .stream()
                .findFirst();
    }

    /** @param requireCurrent is given the stored version, when there is one, and refuses a stale one */
    @Transactional
    Versioned replace(UUID clientId, Profile wanted, IntConsumer requireCurrent) {
        locations.requireJurisdiction("jurisdiction", wanted.jurisdiction());
        Zones.requireRegion("timeZone", wanted.timeZone());
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 8))", row -> "", "profile " + clientId);
        versioned(clientId).ifPresent(stored -> requireCurrent.accept(stored.version()));
        sql.update("""
                insert into client_profile as p (client_id, version, jurisdiction, time_zone) values (?, 0, ?, ?)
                on conflict (client_id) do update set version = p.version + 1, jurisdiction = excluded.jurisdiction,
                    time_zone = excluded.time_zone
                """, clientId, wanted.jurisdiction(), wanted.timeZone());
        changes.fire(new ProfileChanged(clientId));
        return versioned(clientId).orElseThrow();
    }

    @Transactional
    List<BlockedTherapist> blockedByName(UUID clientId) {
        return sql.list(
                """
                select t.id, t.name from blocked_therapist b join therapist t on t.id = b.therapist_id
                where b.client_id = ? order by t.name, t.id
                """, row -> new BlockedTherapist(row.getObject("id", UUID.class), row.getString("name")), clientId);
    }

    /** @return whether the therapist is one a client may know of; blocking twice changes nothing */
    @Transactional
    boolean block(UUID clientId, UUID therapistId) {
        boolean known = !sql.list(
                        "select id from therapist where id = ? and published_at is not null", row -> "", therapistId)
                .isEmpty();
        if (known) {
            sql.update(
                    "insert into blocked_therapist (client_id, therapist_id, blocked_at) values (?, ?, ?)"
                            + " on conflict do nothing",
                    clientId,
                    therapistId,
                    clock.instant());
        }
        return known;
    }

    /** @return whether the therapist was blocked */
    @Transactional
    boolean unblock(UUID clientId, UUID therapistId) {
        return sql.update(
                        "delete from blocked_therapist where client_id = ? and therapist_id = ?", clientId, therapistId)
                > 0;
    }
}
