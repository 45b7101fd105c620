package org.kneadwell.booking.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.MatchingClient;
import org.kneadwell.booking.client.Standing;
import org.kneadwell.booking.fit.Fit;
import org.kneadwell.booking.fit.FitOrder;
import org.kneadwell.booking.fit.HardFilters;
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
import org.kneadwell.booking.matching.Ranking.Group;
import org.kneadwell.booking.slot.Days;
import org.kneadwell.booking.slot.Earliest;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.Sought;
import org.kneadwell.booking.slot.Within;
import org.kneadwell.booking.therapist.PublishedTherapist;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * Holds every published therapist against one client. Fit is worked out in memory for all; which of those of equal fit has
 * time first, and what there is to say, only for those that come into the page.
 */
@ApplicationScoped
class MatchService {

    private static final int DAYS = 14;
    private static final int MOST_DAYS = 60;
    private static final int MOST_NOT_MATCHED = 100;

    private final ClientStanding standing;
    private final Therapists therapists;
    private final SlotSearch slots;
    private final CallersLanguage language;
    private final Clock clock;

    MatchService(
            ClientStanding standing, Therapists therapists, SlotSearch slots, CallersLanguage language, Clock clock) {
        this.standing = standing;
        this.therapists = therapists;
        this.slots = slots;
        this.language = language;
        this.clock = clock;
    }

    /**
     * A search as it was asked for; days and times are in the client's zone.
     *
     * @param maxPrice of the session, in its own currency
     * @param fromTime the first start of a day that is wanted
     * @param toTime no start of a day at or after it is wanted
     * @param locationId where; null: anywhere
     */
    record Search(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable MassageStyle style,
            @Nullable Integer minutes,
            @Nullable BigDecimal maxPrice,
            @Nullable LocalTime fromTime,
            @Nullable LocalTime toTime,
            @Nullable UUID locationId,
            int limit,
            @Nullable FitOrder after) {

        Search(
                @Nullable LocalDate from,
                @Nullable LocalDate to,
                @Nullable MassageStyle style,
                @Nullable Integer minutes,
                int limit,
                @Nullable FitOrder after) {
            this(from, to, style, minutes, null, null, null, null, limit, after);
        }

        /** The same, from behind one of its matches on. */
        Search after(FitOrder last, int most) {
            return new Search(from, to, style, minutes, maxPrice, fromTime, toTime, locationId, most, last);
        }

        boolean anySession() {
            return minutes == null && maxPrice == null;
        }

        boolean suits(int length, BigDecimal price) {
            return (minutes == null || minutes == length) && (maxPrice == null || price.compareTo(maxPrice) <= 0);
        }

        /** Whether only those count who have time just then or there. */
        boolean freeOnly() {
            return fromTime != null || toTime != null || locationId != null;
        }
    }

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
        if (search.fromTime != null && search.toTime != null && !search.fromTime.isBefore(search.toTime)) {
            return new BadDates("toTime", "Is not after fromTime.");
        }
        var until = client.bookableUntil();
        if (until != null && first.isAfter(until)) {
            return new NotBookable("Your clearance covers sessions up to " + until + ".");
        }
        if (until != null && last.isAfter(until)) {
            last = until;
        }

        var ranking = new Ranking(client, therapists.published(), search, first, last);
        var page = new ArrayList<Placed>();
        boolean more = false;
        var after = search.after;
        var group = after == null ? ranking.best() : ranking.from(after.proposeAnother(), after.tenths());
        while (group != null && !more) {
            var placed = byEarliest(clientId, client, search, group, first, last);
            while (placed.hasNext() && !more) {
                // They come in order: once the page has begun, all that follow belong behind it.
                boolean full = page.size() == search.limit;
                if (full && !search.freeOnly()) {
                    more = true;
                } else {
                    var next = placed.next();
                    if ((next.earliest.slot() != null || !search.freeOnly())
                            && (after == null || next.order.compareTo(after) > 0)) {
                        more = full;
                        if (!full) {
                            page.add(next);
                        }
                    }
                }
            }
            group = ranking.after(group);
        }
        var days = new Days(first, last);
        var found = new MatchPage(
                page.stream().map(placed -> view(client, placed, days)).toList(),
                after == null
                        ? ranking.notFitting(MOST_NOT_MATCHED).stream()
                                .map(therapist -> notMatched(client, therapist, days))
                                .toList()
                        : List.of(),
                more ? Cursor.encode(Positions.write(page.getLast().order)) : null);
        return new Found(found, page.stream().map(placed -> placed.order).toList());
    }

    /** A group by the earliest free time of each therapist's session, on days that a licence covers; found as far as it is asked for. */
    private Iterator<Placed> byEarliest(
            UUID clientId, MatchingClient client, Search search, Group group, LocalDate first, LocalDate last) {
        var here = client.needs().jurisdiction();
        var byId = new HashMap<UUID, PublishedTherapist>();
        var sought = new ArrayList<Sought>();
        for (var therapist : group.therapists()) {
            var service = Ranking.service(therapist, search);
            var licensed = therapist.offer().licences().stream()
                    .filter(licence ->
                            licence.verified() && licence.jurisdiction().equals(here))
                    .map(licence -> new Days(licence.validFrom(), licence.validUntil()))
                    .toList();
            byId.put(therapist.offer().id(), therapist);
            sought.add(new Sought(therapist.offer().id(), service == null ? null : service.id(), licensed));
        }
        var earliest = slots.byEarliest(
                sought,
                Within.hours(new Days(first, last), client.zone(), clock.instant(), search.fromTime, search.toTime)
                        .at(search.locationId),
                clientId,
                search.limit);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return earliest.hasNext();
            }

            @Override
            public Placed next() {
                var next = earliest.next();
                var start = next.slot() == null ? null : next.slot().start();
                return new Placed(
                        Objects.requireNonNull(byId.get(next.therapistId())),
                        next,
                        new FitOrder(group.proposeAnother(), group.tenths(), start, next.therapistId()));
            }
        };
    }

    private NotMatched notMatched(MatchingClient client, PublishedTherapist therapist, Days days) {
        var offer = therapist.offer();
        var missed =
                HardFilters.missed(client.needs(), offer, client.historyWith(offer.id()), days.first(), days.last());
        return new NotMatched(
                offer.id(),
                offer.name(),
                missed.stream()
                        .map(why -> new Reason(why.filter(), why.reason().in(language.get())))
                        .toList());
    }

    private MatchView view(MatchingClient client, Placed placed, Days days) {
        var offer = placed.therapist.offer();
        var match = Fit.of(client.needs(), offer, client.historyWith(offer.id()), days.first(), days.last());
        if (!(match instanceof Fits fits)) {
            throw new IllegalStateException("Whoever is ranked fits.");
        }
        return new MatchView(
                placed.therapist.view(),
                fits.fit(),
                fits.parts().stream()
                        .map(part -> new PartView(
                                PartName.valueOf(part.part().name()),
                                part.points(),
                                part.outOf(),
                                part.reason().in(language.get())))
                        .toList(),
                fits.eligibleStyles(),
                Sentence.all(fits.notes(), language.get()),
                earliest(placed.earliest),
                Sentence.all(fits.questions(), language.get()));
    }

    private static @Nullable EarliestSlot earliest(Earliest earliest) {
        var slot = earliest.slot();
        var zone = earliest.zone();
        var service = earliest.serviceId();
        return slot == null || zone == null || service == null
                ? null
                : new EarliestSlot(
                        slot.start().atZone(zone).toOffsetDateTime(),
                        slot.end().atZone(zone).toOffsetDateTime(),
                        service);
    }

    private record Placed(PublishedTherapist therapist, Earliest earliest, FitOrder order) {}
}
