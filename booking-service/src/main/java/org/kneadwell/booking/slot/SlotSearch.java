package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.SlotData.Agenda;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** Free time of published therapists, from what is stored. A fixed number of queries, however many therapists are asked for. */
@ApplicationScoped
public class SlotSearch {

    /** Open time that begins before the range, and its days' other bookings. */
    private static final Duration AROUND = Duration.ofDays(3);

    /** The whole weeks the range touches, which weekly caps count. */
    private static final Duration WEEKS_AROUND = Duration.ofDays(9);

    private final SlotData data;
    private final Clock clock;

    SlotSearch(SlotData data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /** The session if the therapist is published and offers it. */
    public Optional<Offer> offer(UUID therapistId, UUID serviceId) {
        return data.offers(List.of(serviceId)).stream()
                .filter(offer -> offer.therapistId().equals(therapistId))
                .findFirst();
    }

    /**
     * What finds the slots of one offer.
     *
     * @param from first start that will be asked for
     * @param to no later start will be asked for
     * @param clientId whose own hold on this same session hides nothing; null: every hold hides its time
     */
    public SlotFinder finder(Offer offer, Instant from, Instant to, @Nullable UUID clientId) {
        return Objects.requireNonNull(
                finders(List.of(offer), from, to, clientId).get(offer.serviceId()),
                "An offer is a therapist's, and every therapist has hours.");
    }

    /**
     * The earliest slot of each of many sessions, each of another therapist.
     *
     * @param serviceIds at most one per therapist
     * @return by service; without those that have none, are not offered, or whose therapist is not published
     */
    public Map<UUID, TimeSlot> earliest(
            Collection<UUID> serviceIds, Instant from, Instant to, @Nullable UUID clientId) {
        List<Offer> offers = data.offers(serviceIds);
        Map<UUID, SlotFinder> finders = finders(offers, from, to, clientId);
        Map<UUID, TimeSlot> earliest = new HashMap<>();
        finders.forEach((serviceId, finder) ->
                finder.startingIn(from, to, 1).stream().findFirst().ifPresent(slot -> earliest.put(serviceId, slot)));
        return earliest;
    }

    private Map<UUID, SlotFinder> finders(List<Offer> offers, Instant from, Instant to, @Nullable UUID clientId) {
        Instant now = clock.instant();
        boolean weekly = offers.stream()
                .map(offer -> offer.rules().caps())
                .anyMatch(caps -> caps.weekSessions() != null || caps.weekMinutes() != null);
        Duration around = weekly ? WEEKS_AROUND : AROUND;
        Map<UUID, Agenda> agendas = data.agendas(
                offers.stream().map(Offer::therapistId).toList(), from.minus(around), to.plus(around), now);
        Map<UUID, SlotFinder> finders = new HashMap<>();
        for (Offer offer : offers) {
            Agenda agenda = agendas.get(offer.therapistId());
            if (agenda != null) {
                finders.put(
                        offer.serviceId(),
                        new SlotFinder(
                                agenda.hours(),
                                agenda.timeOff(),
                                agenda.busyBut(clientId, offer.serviceId()),
                                offer.rules(),
                                now));
            }
        }
        return finders;
    }
}
