package org.kneadwell.booking.location;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** The places sessions take place at, and the jurisdictions there are. */
@ApplicationScoped
public class Locations {

    private final LocationRepository locations;
    private final Sql sql;
    private final Clock clock;

    Locations(LocationRepository locations, Sql sql, Clock clock) {
        this.locations = locations;
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    LocationView add(NewLocation wanted) {
        requireJurisdiction("jurisdiction", wanted.jurisdiction());
        Zones.requireRegion("zone", wanted.zone());
        var location = new Location(Ids.next(), wanted, clock.instant());
        locations.persist(location);
        return location.view();
    }

    /** A location with the version its ETag is made of. */
    record Versioned(LocationView view, int version) {}

    @Transactional
    Optional<Versioned> one(UUID id) {
        return locations.findByIdOptional(id).map(location -> new Versioned(location.view(), location.version()));
    }

    /**
     * Another name or address. Where it is by law and by the clock stays: hours and licences are meant there.
     *
     * @param requireCurrent is given the stored version and refuses a stale one
     */
    @Transactional
    Versioned change(UUID id, LocationChange wanted, IntConsumer requireCurrent) {
        var location = locations.findByIdOptional(id).orElseThrow(Problems::notFound);
        requireCurrent.accept(location.version());
        location.describe(wanted.name(), wanted.address());
        locations.flush();
        return new Versioned(location.view(), location.version());
    }

    /** @return at most {@code limit} locations whose id follows {@code after}, by id */
    @Transactional
    List<LocationView> after(@Nullable UUID after, int limit) {
        var query = after == null ? locations.find("order by id") : locations.find("id > ?1 order by id", after);
        return query.page(0, limit).stream().map(Location::view).toList();
    }

    /**
     * Where therapists whom clients see work: every week, on a single date, or from some day on.
     *
     * @param jurisdiction whose licences count there; null: any
     * @return at most {@code limit} places whose id follows {@code after}, by id
     */
    @Transactional
    List<PlaceView> places(@Nullable String jurisdiction, @Nullable UUID after, int limit) {
        return sql.list(
                """
                with seen as (select id, location_id from therapist where published_at is not null)
                select id, name, address, zone from location
                where (cast(? as text) is null or jurisdiction = ?) and (cast(? as uuid) is null or id > cast(? as uuid))
                  and id in (
                    select location_id from seen
                    union all select b.location_id from therapist_base b join seen t on t.id = b.therapist_id
                    union all select h.location_id from working_hours h join seen t on t.id = h.therapist_id
                    union all select d.location_id from date_override d join seen t on t.id = d.therapist_id)
                order by id limit ?
                """,
                row -> new PlaceView(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("zone")),
                jurisdiction,
                jurisdiction,
                after,
                after,
                limit);
    }

    /** Those of the ids that exist; as they are stored, whatever this transaction read before. */
    @Transactional
    public Map<UUID, LocationView> byId(Collection<UUID> ids) {
        return sql
                .list(
                        "select id, name, address, jurisdiction, zone from location where id = any (?)",
                        row -> new LocationView(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getString("address"),
                                row.getString("jurisdiction"),
                                row.getString("zone")),
                        ids)
                .stream()
                .collect(Collectors.toMap(LocationView::id, Function.identity()));
    }

    @Transactional
    List<JurisdictionView> jurisdictions() {
        return sql.list(
                "select code, name from jurisdiction order by code",
                row -> new JurisdictionView(row.getString("code"), row.getString("name")));
    }

    /** Refuses a code that is no jurisdiction's. */
    @Transactional
    public void requireJurisdiction(String field, String code) {
        if (sql.list("select code from jurisdiction where code = ?", row -> row.getString("code"), code)
                .isEmpty()) {
            throw Problems.invalid(
                    422,
                    "unknown-jurisdiction",
                    "The jurisdiction is not known.",
                    List.of(new Violation(field, "Name one of the jurisdictions listed under /jurisdictions.")));
        }
    }
}
