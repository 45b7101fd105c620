package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.SlotData.Agenda;
import org.kneadwell.booking.slot.SlotData.Asker;
import org.kneadwell.booking.slot.SlotData.Licensed;
import org.kneadwell.booking.slot.SlotData.OwnHold;
import org.kneadwell.booking.slot.SlotData.RoomAgenda;
import org.kneadwell.booking.slot.SlotData.TakenTime;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.PlacedSlots;
import org.kneadwell.booking.slot.engine.PlacedSlots.Option;
import org.kneadwell.booking.slot.engine.PlacedSlots.Placed;
import org.kneadwell.booking.slot.engine.SlotFinder;

/** Free time of published therapists, from what is stored. A fixed number of queries, however many therapists are asked for. */
@ApplicationScoped
public class SlotSearch {

    /** Open time that begins before the range, and its days' other bookings. */
    private static final Duration AROUND = Duration.ofDays(3);

    /** The whole weeks the range touches, which weekly caps count. */
    private static final Duration WEEKS_AROUND = Duration.ofDays(9);

    private final SlotData data;
    private final Timetables timetables;
    private final Clock clock;

    SlotSearch(SlotData data, Timetables timetables, Clock clock) {
        this.data = data;
        this.timetables = timetables;
        this.clock = clock;
    }

    /**
     * The slots of one offer by start, as one client could hold them: each is decided with the client's holds that it would replace out
     * of the way, and the others in it.
     */
    List<Placed<Workplace>> startingIn(Offer offer, Instant from, Instant to, UUID clientId, Instant now) {
        var slots = new TreeMap<Instant, Placed<Workplace>>();
        openings(offer, from, to, Set.of(), null, now)
                .startingIn(from, to)
                .forEach(placed -> slots.put(placed.slot().start(), placed));
        // They do not overlap one another, so that what overlaps several of them overlaps those in between.
        List<OwnHold> own = data.heldBy(clientId, offer, now);
        for (int first = 0; first < own.size(); first++) {
            for (int end = first + 1; end <= own.size(); end++) {
                List<OwnHold> replaced = own.subList(first, end);
                Set<UUID> vacated = replaced.stream().map(OwnHold::id).collect(Collectors.toSet());
                openings(offer, from, to, vacated, null, now).startingIn(from, to).stream()
                        .filter(placed -> own.stream()
                                .filter(hold -> hold.blocked().overlaps(offer.blocked(placed.slot())))
                                .toList()
                                .equals(replaced))
                        .forEach(placed -> slots.put(placed.slot().start(), placed));
            }
        }
        return List.copyOf(slots.values());
    }

    /** The session if the therapist is published and offers it. */
    public Optional<Offer> offer(UUID therapistId, UUID serviceId) {
        return Optional.ofNullable(timetables.current().get(therapistId))
                .map(timetable -> timetable.offers().get(serviceId));
    }

    /**
     * The slots of one offer, wherever it can take place, to be looked at.
     *
     * @param from first start that will be asked for
     * @param to no later start will be asked for
     * @param clientId whose own hold on this same session hides nothing; null: every hold hides its time
     */
    public PlacedSlots<Workplace> openings(Offer offer, Instant from, Instant to, @Nullable UUID clientId) {
        return openings(offer, from, to, new Asker(clientId, Set.of()), null, clock.instant());
    }

    /**
     * The same for a decision: every hold hides its time, its holder's too.
     *
     * @param vacated what leaves its time with this decision, and so is no obstacle to it
     * @param locationId null: any
     * @param now the one instant of the decision
     */
    public PlacedSlots<Workplace> openings(
            Offer offer, Instant from, Instant to, Set<UUID> vacated, @Nullable UUID locationId, Instant now) {
        return openings(offer, from, to, new Asker(null, vacated), locationId, now);
    }

    /**
     * Whether a verified licence covers a session with this client on a slot's day, where it takes place. Holding any other slot
     * would be refused.
     */
    public Predicate<Placed<Workplace>> licensed(Offer offer, UUID clientId) {
        List<Licensed> periods = data.licensed(offer.therapistId(), clientId);
        return placed -> {
            LocalDate day =
                    LocalDate.ofInstant(placed.slot().start(), placed.place().zone());
            return periods.stream().anyMatch(period -> period.covers(day));
        };
    }

    /** The locations a therapist may work at, in the order of their ids: whoever takes a room locks them so. */
    public List<UUID> locations(Offer offer) {
        return Objects.requireNonNull(
                        timetables.current().get(offer.therapistId()), "An offer is a published therapist's.")
                .presences()
                .stream()
                .map(presence -> presence.place().locationId())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Many therapists by their earliest free time, then by id; those without any last. What is booked is read as far as it is asked
     * for, for those only who may come next: who takes but the first few is not waiting for all. To be used up in the
     * transaction it was asked for in.
     *
     * @param sought at most one session of each therapist
     * @param clientId whose own hold on this same session hides nothing
     * @param expected how many are likely to be taken
     */
    public Iterator<Earliest> byEarliest(
            Collection<Sought> sought, Within within, @Nullable UUID clientId, int expected) {
        Map<UUID, Timetable> current = timetables.current();
        var asker = new Asker(clientId, Set.of());
        Instant now = clock.instant();
        return new EarliestFirst(
                sought,
                current,
                within,
                now,
                expected,
                (offers, begin, end) -> openings(offers, current, begin, end, asker, null, now));
    }

    private PlacedSlots<Workplace> openings(
            Offer offer, Instant from, Instant to, Asker asker, @Nullable UUID locationId, Instant now) {
        return Objects.requireNonNull(
                openings(List.of(offer), timetables.current(), from, to, asker, locationId, now)
                        .get(offer.serviceId()),
                "An offer is a published therapist's.");
    }

    private Map<UUID, Agenda> agendas(
            List<Offer> offers, Map<UUID, Timetable> current, Instant from, Instant to, Instant now) {
        boolean weekly = offers.stream()
                .map(offer -> offer.rules().caps())
                .anyMatch(caps -> caps.weekSessions() != null || caps.weekMinutes() != null);
        Duration around = weekly ? WEEKS_AROUND : AROUND;
        Map<UUID, TakenTime> taken =
                data.taken(offers.stream().map(Offer::therapistId).toList(), from.minus(around), to.plus(around), now);
        Map<UUID, Agenda> agendas = new HashMap<>();
        for (Offer offer : offers) {
            UUID id = offer.therapistId();
            Timetable timetable = current.get(id);
            if (timetable != null) {
                agendas.put(id, new Agenda(timetable, taken.getOrDefault(id, TakenTime.NONE)));
            }
        }
        return agendas;
    }

    private Map<UUID, PlacedSlots<Workplace>> openings(
            List<Offer> offers,
            Map<UUID, Timetable> current,
            Instant from,
            Instant to,
            Asker asker,
            @Nullable UUID locationId,
            Instant now) {
        Map<UUID, Agenda> agendas = agendas(offers, current, from, to, now);
        Set<UUID> withRooms = offers.stream()
                .filter(Offer::needsRoom)
                .map(offer -> agendas.get(offer.therapistId()))
                .filter(Objects::nonNull)
                .flatMap(agenda -> agenda.timetable().presences().stream())
                .map(presence -> presence.place().locationId())
                .collect(Collectors.toSet());
        Map<UUID, List<RoomAgenda>> rooms =
                withRooms.isEmpty() ? Map.of() : data.rooms(withRooms, from.minus(AROUND), to.plus(AROUND), now);
        Map<UUID, PlacedSlots<Workplace>> openings = new HashMap<>();
        for (Offer offer : offers) {
            Agenda agenda = agendas.get(offer.therapistId());
            if (agenda == null) {
                continue;
            }
            var options = new ArrayList<Option<Workplace>>();
            for (SlotData.Presence presence : agenda.timetable().presences()) {
                Workplace place = presence.place();
                if (locationId != null && !locationId.equals(place.locationId())) {
                    continue;
                }
                List<Busy> busy = agenda.busyAt(place.locationId(), offer, asker);
                if (!offer.needsRoom()) {
                    options.add(new Option<>(
                            place,
                            new SlotFinder(presence.hours(), agenda.timetable().timeOff(), busy, offer.rules(), now)));
                    continue;
                }
                for (RoomAgenda room : rooms.getOrDefault(place.locationId(), List.of())) {
                    var both = new ArrayList<>(busy);
                    both.addAll(room.busyBut(asker, offer));
                    options.add(new Option<>(
                            place.in(room.room()),
                            new SlotFinder(presence.hours(), agenda.timetable().timeOff(), both, offer.rules(), now)));
                }
            }
            openings.put(offer.serviceId(), new PlacedSlots<>(options));
        }
        return openings;
    }
}
