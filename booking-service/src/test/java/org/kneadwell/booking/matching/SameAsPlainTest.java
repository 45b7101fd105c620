package org.kneadwell.booking.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.MatchingClient;
import org.kneadwell.booking.client.Standing.Bookable;
import org.kneadwell.booking.fit.Fit;
import org.kneadwell.booking.fit.FitOrder;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.matching.MatchOutcome.Found;
import org.kneadwell.booking.matching.MatchPage.MatchView;
import org.kneadwell.booking.matching.MatchPage.NotMatched;
import org.kneadwell.booking.matching.MatchService.Search;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * The search finds what the plain way finds: hold every therapist against the client, list all slots of each, leave out those
 * no licence covers, and sort. In random worlds, over all pages; a world can be had again by its seed.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class SameAsPlainTest {

    @Inject
    MatchService matches;

    @Inject
    ClientStanding standing;

    @Inject
    Therapists therapists;

    @Inject
    SlotSearch slots;

    /** As much of a match as the search can get wrong. */
    private record Line(
            FitOrder order, @Nullable Instant end, @Nullable UUID serviceId) {}

    private record Plain(List<Line> fitting, List<NotMatched> others) {}

    @BeforeEach
    void empty() {
        Front.open();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pages_of_the_search_are_the_plain_list(long seed) throws Exception {
        var world = World.of(seed, 70);
        int withoutTime = 0;
        int ties = 0;
        for (var question : List.of(
                new Search(null, null, null, null, world.someLimit(), null),
                new Search(world.someDay(), null, null, 60, world.someLimit(), null),
                new Search(null, Front.TODAY.plusDays(30), MassageStyle.RELAXATION, null, world.someLimit(), null))) {
            var plain = QuarkusTransaction.requiringNew().call(() -> plain(world, question));

            assertThat(pages(world.client, question)).isEqualTo(plain.fitting);
            assertThat(page(world.client, question).notMatched()).isEqualTo(plain.others);

            withoutTime += (int) plain.fitting.stream()
                    .filter(line -> line.order.earliest() == null)
                    .count();
            ties += plain.fitting.size()
                    - (int) plain.fitting.stream()
                            .map(line -> line.order.tenths())
                            .distinct()
                            .count();
        }
        // Worlds in which nothing could go wrong would prove nothing.
        assertThat(withoutTime).isPositive();
        assertThat(ties).isGreaterThan(40);
    }

    private List<Line> pages(UUID client, Search question) {
        var lines = new ArrayList<Line>();
        FitOrder after = null;
        do {
            var page = page(
                    client,
                    new Search(
                            question.from(),
                            question.to(),
                            question.style(),
                            question.minutes(),
                            question.limit(),
                            after));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(question.limit()).isNotEmpty();
            page.items().forEach(item -> lines.add(line(item)));
            after = page.next() == null
                    ? null
                    : Cursor.decode(page.next()).map(Positions::read).orElseThrow();
        } while (after != null);
        return lines;
    }

    private MatchPage page(UUID client, Search question) {
        return ((Found) matches.search(client, question)).page();
    }

    private static Line line(MatchView item) {
        var slot = item.earliestSlot();
        return new Line(
                new FitOrder(
                        false,
                        item.fit().movePointRight(1).intValueExact(),
                        slot == null ? null : slot.start().toInstant(),
                        item.therapist().id()),
                slot == null ? null : slot.end().toInstant(),
                slot == null ? null : slot.serviceId());
    }

    private Plain plain(World world, Search question) {
        var client = ((Bookable) standing.of(world.client)).client();
        var first = question.from() == null ? LocalDate.ofInstant(Front.NOW, client.zone()) : question.from();
        var last = question.to() == null ? first.plusDays(14) : question.to();
        var fitting = new ArrayList<Line>();
        var others = new ArrayList<NotMatched>();
        for (var id : world.therapists) {
            var offer = therapists.publishedOffer(id);
            if (offer.isPresent()) {
                switch (Fit.of(client.needs(), offer.get(), client.historyWith(id), first, last)) {
                    case Fits fits -> {
                        if (question.style() == null || fits.eligibleStyles().contains(question.style())) {
                            line(world.client, client, offer.get(), fits, question.minutes(), first, last)
                                    .ifPresent(fitting::add);
                        }
                    }
                    case DoesNotFit not ->
                        others.add(new NotMatched(
                                id,
                                not.therapist().name(),
                                not.reasons().stream()
                                        .map(why -> new MatchPage.Reason(
                                                why.filter(), why.reason().in(Language.EN)))
                                        .toList()));
                }
            }
        }
        fitting.sort(Comparator.comparing(Line::order));
        others.sort(Comparator.comparing(NotMatched::name).thenComparing(NotMatched::therapistId));
        return new Plain(fitting, others);
    }

    private Optional<Line> line(
            UUID clientId,
            MatchingClient client,
            TherapistOffer therapist,
            Fits fits,
            @Nullable Integer minutes,
            LocalDate first,
            LocalDate last) {
        var services = therapists.published().stream()
                .filter(published -> published.offer().id().equals(therapist.id()))
                .flatMap(published -> published.view().services().stream())
                .filter(service -> minutes == null || service.minutes() == minutes)
                .toList();
        if (services.isEmpty()) {
            return minutes == null
                    ? Optional.of(new Line(
                            new FitOrder(fits.proposeAnother(), fits.tenths(), null, therapist.id()), null, null))
                    : Optional.empty();
        }
        var service = services.getFirst();
        var from = first.atStartOfDay(client.zone()).toInstant();
        var begin = from.isBefore(Front.NOW) ? Front.NOW : from;
        var end = last.plusDays(1).atStartOfDay(client.zone()).toInstant();
        var offer = slots.offer(therapist.id(), service.id()).orElseThrow();
        var slot = slots.openings(offer, begin, end, clientId).startingIn(begin, end).stream()
                .filter(placed -> therapist.licences().stream()
                        .anyMatch(licence -> licence.validOn(
                                client.needs().jurisdiction(),
                                LocalDate.ofInstant(
                                        placed.slot().start(), placed.place().zone()))))
                .map(placed -> placed.slot())
                .findFirst();
        return Optional.of(new Line(
                new FitOrder(
                        fits.proposeAnother(),
                        fits.tenths(),
                        slot.map(time -> time.start()).orElse(null),
                        therapist.id()),
                slot.map(time -> time.end()).orElse(null),
                slot.map(time -> service.id()).orElse(null)));
    }
}
