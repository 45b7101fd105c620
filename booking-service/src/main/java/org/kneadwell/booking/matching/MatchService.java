package org.kneadwell.booking.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.MatchingClient;
import org.kneadwell.booking.client.Standing;
import org.kneadwell.booking.fit.Fit;
import org.kneadwell.booking.fit.FitOrder;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.matching.MatchOutcome.BadDates;
import org.kneadwell.booking.matching.MatchOutcome.Found;
import org.kneadwell.booking.matching.MatchOutcome.IntakeNeeded;
import org.kneadwell.booking.matching.MatchOutcome.NotBookable;
import org.kneadwell.booking.matching.MatchPage.EarliestSlot;
import org.kneadwell.booking.matching.MatchPage.MatchView;
import org.kneadwell.booking.matching.MatchPage.NotMatched;
import org.kneadwell.booking.matching.MatchPage.PartName;
import org.kneadwell.booking.matching.MatchPage.PartView;
import org.kneadwell.booking.matching.MatchPage.Reason;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.therapist.PublishedTherapist;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.vocabulary.MassageStyle;

/** Holds every published therapist against one client: a fixed number of queries, however many therapists there are. */
@ApplicationScoped
class MatchService {

    private static final int DAYS = 14;
    private static final int MOST_DAYS = 60;
    private static final int MOST_NOT_MATCHED = 100;

    private final ClientStanding standing;
    private final Therapists therapists;
    private final SlotSearch slots;
    private final Clock clock;

    MatchService(ClientStanding standing, Therapists therapists, SlotSearch slots, Clock clock) {
        this.standing = standing;
        this.therapists = therapists;
        this.slots = slots;
        this.clock = clock;
    }

    /** A search as it was asked for; days are in the client's zone. */
    record Search(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable MassageStyle style,
            int limit,
            @Nullable FitOrder after) {}

    @Transactional
    MatchOutcome search(UUID clientId, Search search) {
        return switch (standing.of(clientId)) {
            case Standing.IntakeNeeded needed -> new IntakeNeeded(needed.reason());
            case Standing.NotBookable not -> new NotBookable(not.reason());
            case Standing.Bookable(MatchingClient client) -> search(clientId, client, search);
        };
    }

    private MatchOutcome search(UUID clientId, MatchingClient client, Search search) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, client.zone());
        var first = search.from == null ? today : search.from;
        var last = search.to == null ? first.plusDays(DAYS) : search.to;
        if (first.isBefore(today)) {
            return new BadDates("from", "Is in the past.");
        }
        if (last.isBefore(first)) {
            return new BadDates("to", "Is before from.");
        }
        if (last.isAfter(first.plusDays(MOST_DAYS))) {
            return new BadDates("to", "Is more than " + MOST_DAYS + " days after from.");
        }
        var until = client.bookableUntil();
        if (until != null && first.isAfter(until)) {
            return new NotBookable("Your clearance covers sessions up to " + until + ".");
        }
        if (until != null && last.isAfter(until)) {
            last = until;
        }

        var fitting = new ArrayList<Candidate>();
        var others = new ArrayList<DoesNotFit>();
        for (var therapist : therapists.published()) {
            var id = therapist.offer().id();
            switch (Fit.of(client.needs(), therapist.offer(), client.historyWith(id), first, last)) {
                case Fits fits -> {
                    if (search.style == null || fits.eligibleStyles().contains(search.style)) {
                        fitting.add(new Candidate(therapist, fits));
                    }
                }
                case DoesNotFit not -> others.add(not);
            }
        }
        var earliest = earliest(clientId, client, fitting, first, last);
        var ordered = fitting.stream()
                .map(candidate -> new Placed(candidate, candidate.order(earliest.get(candidate.id()))))
                .sorted(Comparator.comparing(Placed::order))
                .filter(placed -> search.after == null || placed.order.compareTo(search.after) > 0)
                .toList();
        var page = ordered.subList(0, Math.min(search.limit, ordered.size()));
        var next = ordered.size() > page.size() ? Cursor.encode(Positions.write(page.getLast().order)) : null;
        return new Found(new MatchPage(
                page.stream()
                        .map(placed -> placed.candidate.view(earliest.get(placed.candidate.id())))
                        .toList(),
                search.after == null ? notMatched(others) : List.of(),
                next));
    }

    /** The earliest free time of each therapist's shortest session, on days that a licence covers. */
    private Map<UUID, TimeSlot> earliest(
            UUID clientId, MatchingClient client, List<Candidate> fitting, LocalDate first, LocalDate last) {
        var here = client.needs().jurisdiction();
        // Most are licensed for the whole range; the rest are asked from the first day on which they are.
        var byFirstDay = new HashMap<LocalDate, List<UUID>>();
        for (var candidate : fitting) {
            var service = candidate.serviceId();
            if (service != null) {
                first.datesUntil(last.plusDays(1))
                        .filter(day -> candidate.licensedOn(here, day))
                        .findFirst()
                        .ifPresent(day -> byFirstDay
                                .computeIfAbsent(day, any -> new ArrayList<>())
                                .add(service));
            }
        }
        var byService = new HashMap<UUID, TimeSlot>();
        byFirstDay.forEach((day, services) -> byService.putAll(slots.earliest(
                services,
                later(day.atStartOfDay(client.zone()).toInstant()),
                last.plusDays(1).atStartOfDay(client.zone()).toInstant(),
                clientId)));
        var byTherapist = new HashMap<UUID, TimeSlot>();
        for (var candidate : fitting) {
            var slot = byService.get(candidate.serviceId());
            if (slot != null && candidate.licensedOn(here, LocalDate.ofInstant(slot.start(), candidate.zone()))) {
                byTherapist.put(candidate.id(), slot);
            }
        }
        return byTherapist;
    }

    private Instant later(Instant start) {
        var now = clock.instant();
        return start.isBefore(now) ? now : start;
    }

    private static List<NotMatched> notMatched(List<DoesNotFit> others) {
        return others.stream()
                .map(not -> new NotMatched(
                        not.therapist().id(),
                        not.therapist().name(),
                        not.reasons().stream()
                                .map(why -> new Reason(why.filter(), why.reason()))
                                .toList()))
                .sorted(Comparator.comparing(NotMatched::name).thenComparing(NotMatched::therapistId))
                .limit(MOST_NOT_MATCHED)
                .toList();
    }

    private record Placed(Candidate candidate, FitOrder order) {}

    private record Candidate(PublishedTherapist therapist, Fits fits) {

        UUID id() {
            return therapist.offer().id();
        }

        ZoneId zone() {
            return ZoneId.of(therapist.view().zone());
        }

        @Nullable
        UUID serviceId() {
            var services = therapist.view().services();
            return services.isEmpty() ? null : services.getFirst().id();
        }

        boolean licensedOn(String jurisdiction, LocalDate day) {
            return therapist.offer().licences().stream().anyMatch(licence -> licence.validOn(jurisdiction, day));
        }

        FitOrder order(@Nullable TimeSlot earliest) {
            return new FitOrder(fits.proposeAnother(), fits.tenths(), earliest == null ? null : earliest.start(), id());
        }

        MatchView view(@Nullable TimeSlot earliest) {
            var service = serviceId();
            return new MatchView(
                    therapist.view(),
                    fits.fit(),
                    fits.parts().stream()
                            .map(part -> new PartView(
                                    PartName.valueOf(part.part().name()), part.points(), part.outOf(), part.reason()))
                            .toList(),
                    fits.eligibleStyles(),
                    fits.notes(),
                    earliest == null || service == null
                            ? null
                            : new EarliestSlot(
                                    earliest.start().atZone(zone()).toOffsetDateTime(),
                                    earliest.end().atZone(zone()).toOffsetDateTime(),
                                    service),
                    fits.questions());
        }
    }
}
