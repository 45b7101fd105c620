package org.kneadwell.booking.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.kneadwell.booking.fit.FitFixtures.A;
import static org.kneadwell.booking.fit.FitFixtures.B;
import static org.kneadwell.booking.fit.FitFixtures.C;
import static org.kneadwell.booking.fit.FitFixtures.D;
import static org.kneadwell.booking.fit.FitFixtures.TODAY;
import static org.kneadwell.booking.fit.FitFixtures.aClient;
import static org.kneadwell.booking.fit.FitFixtures.askAbout;
import static org.kneadwell.booking.fit.FitFixtures.clientM;
import static org.kneadwell.booking.fit.FitFixtures.region;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.fit.ScorePart.Part;
import org.kneadwell.booking.fit.SharedHistory.LastAnswer;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

class FitTest {

    @Test
    void s17_the_client_who_left_because_it_was_too_intense() {
        var m = clientM().left(LeftReason.TOO_INTENSE).needs();

        assertThat(fit(m, B)).isEqualTo("88.0");
        assertThat(fit(m, A)).isEqualTo("75.5");
        assertThat(fit(m, C)).isEqualTo("53.0");
        assertThat(whyNot(m, D)).containsExactly(new Why(HardFilter.H1, "Holds no licence in R1."));
    }

    @Test
    void s17_every_part_of_a_has_its_points_and_its_reason() {
        var a = fits(clientM().left(LeftReason.TOO_INTENSE).needs(), A, SharedHistory.NONE);

        assertThat(a.parts())
                .extracting(
                        ScorePart::part,
                        ScorePart::tenths,
                        ScorePart::outOf,
                        part -> part.reason().in(Language.EN))
                .containsExactly(
                        tuple(
                                Part.STYLE,
                                250,
                                25,
                                "Has styles for tightness in low back and hips and relaxing from stress: 25 of 25"),
                        tuple(Part.REGION, 200, 20, "Works with low back and hips: 20 of 20"),
                        tuple(Part.PRESSURE, 125, 25, "Works at 4 to 7, which covers part of your 3 to 5: 12.5 of 25"),
                        tuple(Part.INTAKE_PROCESS, 50, 5, "Asks about you before the first session: 5 of 5"),
                        tuple(Part.COMMUNICATES_CONSENT, 50, 5, "Asks for your consent along the way: 5 of 5"),
                        tuple(Part.MODIFIES_PRESSURE, 50, 5, "Adapts the pressure when asked: 5 of 5"),
                        tuple(Part.STARTS_LIGHTER, 0, 5, "Does not say that a session can start lighter: 0 of 5"),
                        tuple(Part.MOVEMENT_WORK, 0, 5, "Does not include movement work: 0 of 5"),
                        tuple(Part.HISTORY, 30, 5, "New to you: 3 of 5"));
        assertThat(a.eligibleStyles()).containsExactly(MassageStyle.RELAXATION, MassageStyle.DEEP_TISSUE);
        assertThat(Sentence.all(a.questions(), Language.EN))
                .containsExactly(
                        "What is your experience with low back and hips?",
                        "Can we start lighter and go on from there?",
                        "Do you include movement in the session?",
                        "What do you suggest I do afterwards?");
    }

    @Test
    void s19_the_client_who_left_because_it_was_not_intense_enough() {
        var client = aClient()
                .focus(BodyRegion.LOW_BACK)
                .goals(Goal.LOOSER_FOR_WORKOUTS_DAILY_LIFE)
                .regions(region(BodyRegion.LOW_BACK, 7, 5))
                .left(LeftReason.NOT_INTENSE_ENOUGH)
                .needs();

        assertThat(fit(client, A)).isEqualTo("98.0");
        assertThat(fit(client, C)).isEqualTo("88.0");
        assertThat(fit(client, B)).isEqualTo("85.5");
        assertThat(whyNot(client, D)).extracting(Why::filter).containsExactly(HardFilter.H1);
    }

    @Test
    void s2_a_blood_thinner_leaves_only_gentle_styles_and_gentle_therapists() {
        var client = aClient()
                .gentleOnly(3)
                .focus(BodyRegion.LOW_BACK)
                .regions(region(BodyRegion.LOW_BACK, 3, 1))
                .needs();

        assertThat(fits(client, B, SharedHistory.NONE).eligibleStyles())
                .containsExactly(MassageStyle.RELAXATION, MassageStyle.CLINICAL_JING, MassageStyle.MOVEMENT_STRETCH);
        assertThat(whyNot(client, A))
                .containsExactly(new Why(HardFilter.H3, "Works from 4 upward; the highest for you now is 3."));
        assertThat(whyNot(client, C))
                .extracting(Why::filter)
                .containsExactly(HardFilter.H2, HardFilter.H3, HardFilter.H4);
    }

    @Test
    void s9_a_ceiling_of_five_keeps_deep_tissue_eligible() {
        var client = aClient().ceiling(5).needs();

        assertThat(fits(client, A, SharedHistory.NONE).eligibleStyles())
                .containsExactly(MassageStyle.RELAXATION, MassageStyle.DEEP_TISSUE);
        assertThat(fits(client, C, SharedHistory.NONE).eligibleStyles())
                .containsExactly(MassageStyle.DEEP_TISSUE, MassageStyle.TRIGGER_POINT, MassageStyle.SPORTS);
        assertThat(fits(aClient().ceiling(4).needs(), A, SharedHistory.NONE).eligibleStyles())
                .containsExactly(MassageStyle.RELAXATION);
    }

    @Test
    void a_shared_focus_reads_as_in_the_rules() {
        var b = fits(clientM().needs(), B, SharedHistory.NONE);

        assertThat(reason(b, Part.REGION)).isEqualTo("Works with low back, not hips: 12.5 of 25");
    }

    @Test
    void deep_tissue_needs_therapeutic_experience() {
        var untrained = with(A, new Qualities(true, true, true, true, true, true, false));

        assertThat(fits(aClient().needs(), untrained, SharedHistory.NONE).eligibleStyles())
                .containsExactly(MassageStyle.RELAXATION);
    }

    @Test
    void a_style_kept_from_first_visits_comes_back_on_the_second() {
        var client = aClient().excludedOnFirstVisit(MassageStyle.DEEP_TISSUE).needs();
        var first = fits(client, A, SharedHistory.NONE);
        var second = fits(client, A, visited(LastAnswer.NO_COMPLAINT, 0, false));

        assertThat(first.eligibleStyles()).containsExactly(MassageStyle.RELAXATION);
        assertThat(Sentence.all(first.notes(), Language.EN)).containsExactly("Not on a first visit: deep tissue.");
        assertThat(second.eligibleStyles()).containsExactly(MassageStyle.RELAXATION, MassageStyle.DEEP_TISSUE);
        assertThat(second.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // range, lowest start, highest target, points in tenths
        "4, 7, 5, 7, 200",
        "5, 7, 5, 7, 200",
        "2, 5, 5, 7, 100",
        "1, 4, 5, 7, 0",
        "6, 7, 3, 5, 0",
        "3, 5, 3, 5, 200",
        "4, 5, 3, 5, 100",
    })
    void pressure_is_full_when_contained_half_on_overlap_and_nothing_else(
            int low, int high, int start, int target, int tenths) {
        var client =
                aClient().regions(region(BodyRegion.LOW_BACK, target, start)).needs();
        var therapist = withRange(A, IntensityBand.of(low, high));

        assertThat(fits(client, therapist, SharedHistory.NONE).parts())
                .filteredOn(part -> part.part() == Part.PRESSURE)
                .extracting(ScorePart::tenths)
                .containsExactly(tenths);
    }

    @Test
    void only_regions_with_a_stated_number_count_for_pressure() {
        var client = aClient()
                .regions(region(BodyRegion.LOW_BACK, 5, 4), askAbout(BodyRegion.HIPS, 1))
                .needs();

        assertThat(reason(fits(client, A, SharedHistory.NONE), Part.PRESSURE))
                .isEqualTo("Works at 4 to 7, which covers your 4 to 5: 20 of 20");
    }

    @Test
    void what_was_not_asked_for_costs_nothing() {
        var fits = fits(aClient().needs(), A, SharedHistory.NONE);

        assertThat(fits.fit()).isEqualByComparingTo("98.0");
        assertThat(reason(fits, Part.MOVEMENT_WORK)).isEqualTo("You did not ask for this: 5 of 5");
    }

    @Test
    void thirds_are_rounded_so_that_the_parts_add_up() {
        var client = clientM()
                .focus(BodyRegion.LOW_BACK, BodyRegion.HIPS, BodyRegion.NECK)
                .needs();
        var b = fits(client, B, SharedHistory.NONE);

        assertThat(reason(b, Part.REGION)).isEqualTo("Works with low back, not neck and hips: 8.3 of 25");
        assertThat(b.tenths()).isEqualTo(250 + 83 + 200 + 250 + 30);
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_INTENSE, 25, 20, 25",
        "UNFOCUSED_OR_WRONG_FOCUS, 25, 30, 15",
        "NOT_INTENSE_ENOUGH, 20, 25, 25",
        "OTHER, 25, 25, 20",
        "NA, 25, 25, 20"
    })
    void the_reason_for_leaving_moves_five_points(LeftReason left, int style, int region, int pressure) {
        assertThat(fits(clientM().left(left).needs(), A, SharedHistory.NONE).parts())
                .extracting(ScorePart::outOf)
                .containsExactly(style, region, pressure, 5, 5, 5, 5, 5, 5);
    }

    @ParameterizedTest
    @CsvSource({"NO_COMPLAINT, 50", "NO_ANSWER, 30", "COMPLAINED, 0"})
    void history_counts_the_last_visit(LastAnswer last, int tenths) {
        assertThat(fits(clientM().needs(), A, visited(last, 0, false))
                        .parts()
                        .getLast()
                        .tenths())
                .isEqualTo(tenths);
    }

    @Test
    void two_sessions_too_intense_propose_another_therapist_first() {
        var client = clientM().needs();
        var once = fits(client, A, visited(LastAnswer.COMPLAINED, 1, false));
        var twice = fits(client, A, visited(LastAnswer.COMPLAINED, 2, false));

        assertThat(once.proposeAnother()).isFalse();
        assertThat(once.notes()).isEmpty();
        assertThat(twice.proposeAnother()).isTrue();
        assertThat(twice.fit()).isEqualTo(once.fit());
        assertThat(Sentence.all(twice.notes(), Language.EN))
                .containsExactly("Two sessions here were too intense for you: another therapist is proposed first.");
    }

    @Test
    void one_ugly_word_proposes_another_therapist_first() {
        var match = fits(clientM().needs(), A, visited(LastAnswer.COMPLAINED, 0, true));

        assertThat(match.proposeAnother()).isTrue();
        assertThat(Sentence.all(match.notes(), Language.EN))
                .containsExactly(
                        "After a session here you described a feeling that should not happen: another therapist is"
                                + " proposed first.");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_INTENSE, TOO_INTENSE",
        "NOT_INTENSE_ENOUGH, NOT_INTENSE_ENOUGH",
        "UNFOCUSED, UNFOCUSED_OR_WRONG_FOCUS",
        "OTHER, OTHER",
        "NONE, TOO_INTENSE"
    })
    void a_complaint_becomes_the_reason_for_the_next_search(Complaint complaint, LeftReason next) {
        assertThat(LeftReasons.after(complaint, LeftReason.TOO_INTENSE)).isEqualTo(next);
    }

    @Test
    void a_therapist_who_does_not_talk_about_pressure_is_out() {
        var silent = with(A, new Qualities(false, true, true, true, true, true, true));

        assertThat(whyNot(clientM().needs(), silent))
                .containsExactly(
                        new Why(HardFilter.H5, "Does not say that pressure is talked about during the session."));
    }

    @Test
    void a_blocked_therapist_is_out() {
        var blocked = new SharedHistory(false, LastAnswer.NO_ANSWER, 0, false, true, false);

        assertThat(missed(clientM().needs(), A, blocked, TODAY))
                .containsExactly(new Why(HardFilter.H6, "You blocked this therapist."));
    }

    @Test
    void a_licence_counts_from_its_first_to_its_last_day() {
        var until = withLicence(new LicencePeriod("R1", TODAY.minusDays(3), TODAY, true));
        var client = clientM().needs();

        assertThat(missed(client, until, SharedHistory.NONE, TODAY)).isEmpty();
        assertThat(missed(client, until, SharedHistory.NONE, TODAY.minusDays(3)))
                .isEmpty();
        assertThat(missed(client, until, SharedHistory.NONE, TODAY.plusDays(1)))
                .containsExactly(new Why(HardFilter.H1, "No licence in R1 is valid on 2026-11-22."));
        assertThat(missed(client, until, SharedHistory.NONE, TODAY.minusDays(4)))
                .hasSize(1);
        assertThat(missed(client, until, SharedHistory.NONE, TODAY, TODAY.plusDays(14)))
                .isEmpty();
        assertThat(missed(client, until, SharedHistory.NONE, TODAY.plusDays(1), TODAY.plusDays(14)))
                .containsExactly(new Why(HardFilter.H1, "No licence in R1 is valid from 2026-11-22 to 2026-12-05."));
    }

    @Test
    void a_licence_nobody_verified_does_not_count() {
        var unverified = withLicence(new LicencePeriod("R1", TODAY.minusDays(3), TODAY.plusDays(9), false));

        assertThat(missed(clientM().needs(), unverified, SharedHistory.NONE, TODAY))
                .containsExactly(new Why(HardFilter.H1, "The licence in R1 has not been verified yet."));
    }

    @ParameterizedTest
    @EnumSource(Goal.class)
    void every_goal_is_served_by_some_style(Goal goal) {
        assertThat(Styles.serve(goal, java.util.EnumSet.allOf(MassageStyle.class)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "RELAXATION, 2, 5",
        "DEEP_TISSUE, 5, 7",
        "TRIGGER_POINT, 4, 7",
        "SPORTS, 4, 7",
        "CLINICAL_JING, 3, 6",
        "FASCIAL, 3, 6",
        "MOVEMENT_STRETCH, 2, 5",
        "SELF_MASSAGE_COACHING, 4, 7"
    })
    void styles_have_the_bands_of_the_rules(MassageStyle style, int low, int high) {
        assertThat(Styles.band(style)).isEqualTo(IntensityBand.of(low, high));
    }

    @Test
    void equals_are_ordered_by_earliest_slot_then_id_and_the_doubtful_come_last() {
        var early = Instant.parse("2026-11-22T09:00:00Z");
        var late = Instant.parse("2026-11-23T09:00:00Z");
        var bestButDoubtful = new FitOrder(true, 999, early, new UUID(0, 1));
        var best = new FitOrder(false, 900, null, new UUID(0, 9));
        var earlier = new FitOrder(false, 800, early, new UUID(0, 8));
        var laterSmallId = new FitOrder(false, 800, late, new UUID(0, 2));
        var laterBigId = new FitOrder(false, 800, late, new UUID(0, 3));
        var noSlot = new FitOrder(false, 800, null, new UUID(0, 1));

        assertThat(Stream.of(bestButDoubtful, noSlot, laterBigId, laterSmallId, earlier, best)
                        .sorted())
                .containsExactly(best, earlier, laterSmallId, laterBigId, noSlot, bestButDoubtful);
    }

    private static String fit(ClientNeeds client, TherapistOffer therapist) {
        return fits(client, therapist, SharedHistory.NONE).fit().toPlainString();
    }

    private static Fits fits(ClientNeeds client, TherapistOffer therapist, SharedHistory history) {
        var match = Fit.of(client, therapist, history, TODAY, TODAY.plusDays(14));
        assertThat(match).isInstanceOf(Fits.class);
        return (Fits) match;
    }

    private record Why(HardFilter filter, String reason) {}

    private static List<Why> inWords(List<WhyNot> missed) {
        return missed.stream()
                .map(why -> new Why(why.filter(), why.reason().in(Language.EN)))
                .toList();
    }

    private static List<Why> missed(
            ClientNeeds client, TherapistOffer therapist, SharedHistory history, LocalDate... days) {
        return inWords(HardFilters.missed(client, therapist, history, days[0], days[days.length - 1]));
    }

    private static List<Why> whyNot(ClientNeeds client, TherapistOffer therapist) {
        LocalDate last = TODAY.plusDays(14);
        return inWords(((DoesNotFit) Fit.of(client, therapist, SharedHistory.NONE, TODAY, last)).reasons());
    }

    private static String reason(Fits fits, Part part) {
        return fits.parts().stream()
                .filter(one -> one.part() == part)
                .findFirst()
                .orElseThrow()
                .reason()
                .in(Language.EN);
    }

    private static SharedHistory visited(LastAnswer last, int tooIntense, boolean ugly) {
        return new SharedHistory(true, last, tooIntense, ugly, false, false);
    }

    private static TherapistOffer with(TherapistOffer from, Qualities qualities) {
        return new TherapistOffer(
                from.id(),
                from.name(),
                from.styles(),
                from.regions(),
                from.range(),
                qualities,
                from.licences(),
                from.shown());
    }

    private static TherapistOffer withRange(TherapistOffer from, IntensityBand range) {
        return new TherapistOffer(
                from.id(),
                from.name(),
                from.styles(),
                from.regions(),
                range,
                from.qualities(),
                from.licences(),
                from.shown());
    }

    private static TherapistOffer withLicence(LicencePeriod licence) {
        return new TherapistOffer(
                A.id(), A.name(), A.styles(), A.regions(), A.range(), A.qualities(), List.of(licence), A.shown());
    }
}
