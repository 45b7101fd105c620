package org.kneadwell.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.location.Locations;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Where a therapist works from which date on, and how long the ways between are. */
@ApplicationScoped
class Places {

    /** Where a therapist is at home from a date on. */
    record Base(LocalDate from, UUID locationId) {}

    /** The way between two locations, in either direction. */
    record Way(UUID one, UUID other, int minutes) {}

    private final Sql sql;
    private final Locations locations;
    private final Hours hours;

    Places(Sql sql, Locations locations, Hours hours) {
        this.sql = sql;
        this.locations = locations;
        this.hours = hours;
    }

    /** Refuses locations that are not known. @param field with a place for the index of the location among the given */
    @Transactional
    void requireKnown(String field, List<? extends @Nullable UUID> wanted) {
        Set<UUID> named = new HashSet<>();
        for (UUID id : wanted) {
            if (id != null) {
                named.add(id);
            }
        }
        if (named.isEmpty()) {
            return;
        }
        Set<UUID> known = locations.byId(named).keySet();
        var violations = new ArrayList<Violation>();
        for (int i = 0; i < wanted.size(); i++) {
            UUID id = wanted.get(i);
            if (id != null && !known.contains(id)) {
                violations.add(new Violation(field.formatted(i), "Name one of the locations listed under /locations."));
            }
        }
        if (!violations.isEmpty()) {
            throw Problems.invalid(422, "unknown-location", "The location is not known.", violations);
        }
    }

    @Transactional
    List<Base> bases(UUID therapistId) {
        return sql.list(
                "select from_date, location_id from therapist_base where therapist_id = ? order by from_date",
                row -> new Base(
                        Objects.requireNonNull(row.getObject("from_date", LocalDate.class)),
                        row.getObject("location_id", UUID.class)),
                therapistId);
    }

    /**
     * From this date on the therapist's hours are meant at this location, until the next such date.
     *
     * @param requireCurrent is given the version of all bases, when one begins on this date already, and refuses a stale one
     */
    @Transactional
    void base(UUID therapistId, Base base, LongConsumer requireCurrent) {
        hours.lock(therapistId);
        var before = bases(therapistId);
        if (before.stream().anyMatch(other -> other.from.equals(base.from))) {
            requireCurrent.accept(Version.of(before));
        }
        requireKnown("locationId", List.of(base.locationId));
        sql.update(
                "insert into therapist_base (therapist_id, from_date, location_id) values (?, ?, ?)"
                        + " on conflict (therapist_id, from_date) do update set location_id = excluded.location_id",
                therapistId,
                base.from,
                base.locationId);
    }

    /** @return whether there was one */
    @Transactional
    boolean forgetBase(UUID therapistId, LocalDate from) {
        return sql.update("delete from therapist_base where therapist_id = ? and from_date = ?", therapistId, from) > 0;
    }

    @Transactional
    List<Way> ways(UUID therapistId) {
        return sql.list(
                "select one, other, minutes from travel_time where therapist_id = ? order by one, other",
                row -> new Way(
                        row.getObject("one", UUID.class), row.getObject("other", UUID.class), row.getInt("minutes")),
                therapistId);
    }

    /**
     * Replaces all of them.
     *
     * @param requireCurrent is given the stored version, when there are some already, and refuses a stale one
     */
    @Transactional
    void replaceWays(UUID therapistId, List<Way> ways, LongConsumer requireCurrent) {
        hours.lock(therapistId);
        var before = ways(therapistId);
        if (!before.isEmpty()) {
            requireCurrent.accept(Version.of(before));
        }
        requireKnown("items[%d].one", ways.stream().map(Way::one).toList());
        requireKnown("items[%d].other", ways.stream().map(Way::other).toList());
        Set<Set<UUID>> pairs = new HashSet<>();
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            if (way.one.equals(way.other) || !pairs.add(Set.of(way.one, way.other))) {
                throw Problems.invalid(
                        422,
                        "travel-times",
                        "A way leads from one location to another, and is given once.",
                        List.of(new Violation("items[" + i + "]", "The same location twice, or given before.")));
            }
        }
        sql.update("delete from travel_time where therapist_id = ?", therapistId);
        // As PostgreSQL orders them, which is not as Java does.
        ways.forEach(way -> sql.update(
                "insert into travel_time (therapist_id, one, other, minutes)"
                        + " values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), ?)",
                therapistId,
                way.one,
                way.other,
                way.one,
                way.other,
                way.minutes));
    }
}
