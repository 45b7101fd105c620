package org.kneadwell.booking.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.fit.FitFixtures.TODAY;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.fit.SharedHistory.LastAnswer;
import org.kneadwell.booking.fit.TherapistOffer.Shown;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

class FitProperties {

    @Property
    void years_in_practice_and_client_rating_never_change_the_fit(
            @ForAll("clients") ClientNeeds client,
            @ForAll("therapists") TherapistOffer therapist,
            @ForAll("histories") SharedHistory history,
            @ForAll @IntRange(min = 0, max = 60) int years,
            @ForAll @DoubleRange(min = 1, max = 5) double rating) {
        var shown = new TherapistOffer(
                therapist.id(),
                therapist.name(),
                therapist.styles(),
                therapist.regions(),
                therapist.range(),
                therapist.qualities(),
                therapist.licences(),
                new Shown(years, rating));

        var bare = Fit.of(client, therapist, history, TODAY, TODAY);
        var decorated = Fit.of(client, shown, history, TODAY, TODAY);

        switch (bare) {
            case Fits fits -> {
                assertThat(((Fits) decorated).parts()).isEqualTo(fits.parts());
                assertThat(((Fits) decorated).proposeAnother()).isEqualTo(fits.proposeAnother());
            }
            case DoesNotFit not ->
                assertThat(((DoesNotFit) decorated).reasons()).isEqualTo(not.reasons());
        }
    }

    @Property
    void a_fit_is_from_0_to_100_and_its_parts_can_give_exactly_100(
            @ForAll("clients") ClientNeeds client,
            @ForAll("therapists") TherapistOffer therapist,
            @ForAll("histories") SharedHistory history) {
        if (Fit.of(client, therapist, history, TODAY, TODAY) instanceof Fits fits) {
            assertThat(fits.tenths()).isBetween(0, 1000);
            assertThat(fits.parts().stream().mapToInt(ScorePart::outOf).sum()).isEqualTo(100);
            assertThat(fits.parts())
                    .allSatisfy(part -> assertThat(part.reason().in(Language.EN))
                            .endsWith(
                                    ": " + part.points().stripTrailingZeros().toPlainString() + " of " + part.outOf()));
        }
    }

    /** Scores are how thousands are put in order; the fit is what is shown of a few. */
    @Property(tries = 5000)
    void a_score_is_the_fit_without_words(
            @ForAll("clients") ClientNeeds client,
            @ForAll("therapists") TherapistOffer therapist,
            @ForAll("histories") SharedHistory history,
            @ForAll @IntRange(min = 0, max = 14) int days) {
        var traits = Traits.of(therapist);
        var scores = new Scores(client);

        int tenths = scores.tenths(therapist, traits, history, TODAY, TODAY.plusDays(days));

        switch (Fit.of(client, therapist, history, TODAY, TODAY.plusDays(days))) {
            case Fits fits -> {
                assertThat(tenths).isEqualTo(fits.tenths());
                assertThat(scores.eligible(traits, history.visited())).isEqualTo(Traits.bits(fits.eligibleStyles()));
            }
            case DoesNotFit _ -> assertThat(tenths).isEqualTo(Scores.DOES_NOT_FIT);
        }
    }

    @Property
    void whoever_misses_a_hard_filter_is_never_scored_and_whoever_misses_none_is(
            @ForAll("clients") ClientNeeds client,
            @ForAll("therapists") TherapistOffer therapist,
            @ForAll("histories") SharedHistory history) {
        // Said again in other words than the code under test.
        boolean licensed = therapist.licences().stream().anyMatch(licence -> licence.validOn("R1", TODAY));
        boolean styled = therapist.styles().stream()
                .anyMatch(style -> Styles.band(style).low().value() <= client.ceiling()
                        && !client.excludedStyles().contains(style)
                        && (history.visited() || !client.excludedOnFirstVisit().contains(style))
                        && (style != MassageStyle.DEEP_TISSUE
                                || therapist.qualities().therapeuticExperience()));
        boolean light = therapist.range().low().value() <= client.ceiling();
        boolean adapts =
                !client.needsModifiedPressure() || therapist.qualities().modifiesPressure();
        boolean talks = therapist.qualities().talksAboutPressure();
        boolean may = licensed && styled && light && adapts && talks && !history.blocked();

        var match = Fit.of(client, therapist, history, TODAY, TODAY);

        assertThat(match instanceof Fits).isEqualTo(may);
        if (match instanceof DoesNotFit not) {
            assertThat(not.reasons()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<ClientNeeds> clients() {
        var ceilings = Arbitraries.integers().between(0, 7);
        var styles = Arbitraries.of(MassageStyle.class).set().ofMaxSize(4);
        var wishes = Combinators.combine(flag(), flag(), flag())
                .as((modified, lighter, movement) -> List.of(modified, lighter, movement));
        var regions = Combinators.combine(
                        Arbitraries.of(BodyRegion.class),
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.integers().between(0, 3))
                .as((region, target, below) -> FitFixtures.region(region, target, Math.max(1, target - below)))
                .list()
                .ofMaxSize(4);
        return Combinators.combine(
                        ceilings,
                        styles,
                        styles,
                        Arbitraries.of(Goal.class).set().ofMaxSize(4),
                        Arbitraries.of(BodyRegion.class).set().ofMaxSize(5),
                        regions,
                        Arbitraries.of(LeftReason.class),
                        wishes)
                .as((ceiling, excluded, excludedFirst, goals, focus, targets, left, wish) -> new ClientNeeds(
                        "R1",
                        ceiling,
                        wish.get(0),
                        excluded,
                        excludedFirst,
                        goals,
                        focus,
                        List.<RegionTarget>copyOf(targets),
                        left,
                        wish.get(1),
                        wish.get(2)));
    }

    @Provide
    Arbitrary<TherapistOffer> therapists() {
        Arbitrary<Set<MassageStyle>> styles =
                Arbitraries.of(MassageStyle.class).set().ofMinSize(1).ofMaxSize(5);
        var ranges = Combinators.combine(
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.integers().between(0, 4))
                .as((low, wide) -> IntensityBand.of(low, Math.min(10, low + wide)));
        var qualities = Combinators.combine(flag(), flag(), flag(), flag(), flag(), flag(), flag())
                .as(Qualities::new);
        var licences = Combinators.combine(
                        Arbitraries.of("R1", "R1", "R2"),
                        Arbitraries.integers().between(-20, 5),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(true, true, true, false))
                .as((where, from, days, verified) ->
                        new LicencePeriod(where, TODAY.plusDays(from), TODAY.plusDays(from + days), verified))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(
                        styles, Arbitraries.of(BodyRegion.class).set().ofMaxSize(8), ranges, qualities, licences)
                .as((style, regions, range, quality, licence) -> new TherapistOffer(
                        new UUID(0, 7), "T", style, regions, range, quality, licence, Shown.NOTHING));
    }

    @Provide
    Arbitrary<SharedHistory> histories() {
        return Combinators.combine(
                        flag(),
                        Arbitraries.of(LastAnswer.class),
                        Arbitraries.integers().between(0, 3),
                        flag(),
                        Arbitraries.of(false, false, false, true),
                        flag())
                .as(SharedHistory::new);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }
}
