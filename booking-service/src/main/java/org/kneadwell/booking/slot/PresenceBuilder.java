package org.kneadwell.booking.slot;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.SlotData.Presence;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.WorkingHours;

/**
 * Collects where and when one therapist works. Hours that name no location are meant at the base of their date; a date with
 * hours of its own has only those, wherever they are.
 */
final class PresenceBuilder {

    private record Base(@Nullable LocalDate from, UUID locationId) {}

    private record Piece(@Nullable UUID locationId, DayOfWeek day, LocalHours hours) {}

    private record DatePiece(
            @Nullable UUID locationId, @Nullable LocalHours hours) {}

    private final List<Base> bases = new ArrayList<>();
    private final List<Piece> weekly = new ArrayList<>();
    private final Map<LocalDate, List<DatePiece>> overrides = new HashMap<>();

    /** @param from null for the first; in the order of dates */
    void base(@Nullable LocalDate from, UUID locationId) {
        bases.add(new Base(from, locationId));
    }

    void weekly(@Nullable UUID locationId, DayOfWeek day, LocalHours hours) {
        weekly.add(new Piece(locationId, day, hours));
    }

    /** @param hours null: the date is closed */
    void override(@Nullable UUID locationId, LocalDate date, @Nullable LocalHours hours) {
        overrides.computeIfAbsent(date, _ -> new ArrayList<>()).add(new DatePiece(locationId, hours));
    }

    boolean hasBase() {
        return !bases.isEmpty();
    }

    List<Presence> presences(Map<UUID, Workplace> places) {
        var presences = new ArrayList<Presence>();
        for (int i = 0; i < bases.size(); i++) {
            Base base = bases.get(i);
            LocalDate until = i + 1 < bases.size() ? bases.get(i + 1).from : null;
            presences.add(presence(place(places, base.locationId), null, base.from, until));
        }
        for (UUID location : named()) {
            presences.add(presence(place(places, location), location, null, null));
        }
        return presences;
    }

    private Set<UUID> named() {
        var named = new LinkedHashSet<UUID>();
        weekly.forEach(piece -> {
            if (piece.locationId != null) {
                named.add(piece.locationId);
            }
        });
        overrides
                .values()
                .forEach(pieces -> pieces.forEach(piece -> {
                    if (piece.locationId != null) {
                        named.add(piece.locationId);
                    }
                }));
        return named;
    }

    private Presence presence(
            Workplace place, @Nullable UUID named, @Nullable LocalDate from, @Nullable LocalDate until) {
        Map<DayOfWeek, List<LocalHours>> ofWeek = new HashMap<>();
        for (Piece piece : weekly) {
            if (Objects.equals(piece.locationId, named)) {
                ofWeek.computeIfAbsent(piece.day, _ -> new ArrayList<>()).add(piece.hours);
            }
        }
        Map<LocalDate, List<LocalHours>> ofDates = new HashMap<>();
        overrides.forEach((date, pieces) -> ofDates.put(
                date,
                pieces.stream()
                        .filter(piece -> Objects.equals(piece.locationId, named))
                        .map(DatePiece::hours)
                        .filter(Objects::nonNull)
                        .toList()));
        return new Presence(place, new WorkingHours(place.zone(), ofWeek, ofDates, from, until));
    }

    private static Workplace place(Map<UUID, Workplace> places, UUID id) {
        return Objects.requireNonNull(places.get(id), "a foreign key keeps the location");
    }
}
