package org.kneadwell.booking.fit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.fit.TherapistOffer.Shown;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/** The therapists A to D and the clients of the worked cases. */
final class FitFixtures {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    static final Qualities ALL = new Qualities(true, true, true, true, true, true, true);

    static final TherapistOffer A = new TherapistOffer(
            new UUID(0, 0xA),
            "A",
            EnumSet.of(MassageStyle.RELAXATION, MassageStyle.DEEP_TISSUE),
            EnumSet.of(BodyRegion.LOW_BACK, BodyRegion.HIPS),
            IntensityBand.of(4, 7),
            new Qualities(true, true, true, true, false, false, true),
            List.of(licence("R1")),
            Shown.NOTHING);

    static final TherapistOffer B = new TherapistOffer(
            new UUID(0, 0xB),
            "B",
            EnumSet.of(MassageStyle.RELAXATION, MassageStyle.CLINICAL_JING, MassageStyle.MOVEMENT_STRETCH),
            EnumSet.of(BodyRegion.LOW_BACK),
            IntensityBand.of(2, 5),
            ALL,
            List.of(licence("R1")),
            Shown.NOTHING);

    static final TherapistOffer C = new TherapistOffer(
            new UUID(0, 0xC),
            "C",
            EnumSet.of(MassageStyle.DEEP_TISSUE, MassageStyle.TRIGGER_POINT, MassageStyle.SPORTS),
            EnumSet.of(BodyRegion.LOW_BACK, BodyRegion.HIPS, BodyRegion.UPPER_BACK),
            IntensityBand.of(5, 7),
            new Qualities(true, true, false, false, false, false, true),
            List.of(licence("R1")),
            Shown.NOTHING);

    static final TherapistOffer D = new TherapistOffer(
            new UUID(0, 0xD),
            "D",
            B.styles(),
            EnumSet.of(BodyRegion.LOW_BACK, BodyRegion.HIPS),
            IntensityBand.of(2, 7),
            ALL,
            List.of(licence("R2")),
            Shown.NOTHING);

    static final Set<MassageStyle> FIRM_STYLES =
            EnumSet.of(MassageStyle.DEEP_TISSUE, MassageStyle.TRIGGER_POINT, MassageStyle.SPORTS, MassageStyle.FASCIAL);

    private FitFixtures() {}

    static LicencePeriod licence(String jurisdiction) {
        return new LicencePeriod(jurisdiction, TODAY.minusYears(1), TODAY.plusYears(1), true);
    }

    /** A client in R1 with no flags. */
    static ClientBuilder aClient() {
        return new ClientBuilder();
    }

    /** Client M of the worked cases: medium on low back and hips, lighter at first, with movement. */
    static ClientBuilder clientM() {
        return aClient()
                .focus(BodyRegion.LOW_BACK, BodyRegion.HIPS)
                .goals(Goal.TIGHTNESS_LOW_BACK_HIPS, Goal.RELAX_STRESS)
                .regions(region(BodyRegion.LOW_BACK, 5, 3), region(BodyRegion.HIPS, 5, 3))
                .startLighter()
                .wantMovement();
    }

    /** A region whose band begins one below the target. */
    static RegionTarget region(BodyRegion region, int target, int start) {
        return new RegionTarget(
                region, Intensity.of(target), IntensityBand.of(Math.max(1, target - 1), target), Intensity.of(start));
    }

    static RegionTarget askAbout(BodyRegion region, int start) {
        return new RegionTarget(region, null, null, Intensity.of(start));
    }

    static final class ClientBuilder {
        private int ceiling = 7;
        private boolean modified;
        private Set<MassageStyle> excluded = Set.of();
        private Set<MassageStyle> excludedFirst = Set.of();
        private Set<Goal> goals = Set.of();
        private Set<BodyRegion> focus = Set.of();
        private List<RegionTarget> regions = List.of();
        private LeftReason left = LeftReason.NA;
        private boolean lighter;
        private boolean movement;

        ClientBuilder ceiling(int ceiling) {
            this.ceiling = ceiling;
            return this;
        }

        ClientBuilder gentleOnly(int ceiling) {
            this.ceiling = ceiling;
            this.modified = true;
            this.excluded = FIRM_STYLES;
            return this;
        }

        ClientBuilder excludedOnFirstVisit(MassageStyle... styles) {
            this.excludedFirst = Set.copyOf(Arrays.asList(styles));
            return this;
        }

        ClientBuilder goals(Goal... goals) {
            this.goals = Set.copyOf(Arrays.asList(goals));
            return this;
        }

        ClientBuilder focus(BodyRegion... focus) {
            this.focus = Set.copyOf(Arrays.asList(focus));
            return this;
        }

        ClientBuilder regions(RegionTarget... regions) {
            this.regions = List.of(regions);
            return this;
        }

        ClientBuilder left(LeftReason left) {
            this.left = left;
            return this;
        }

        ClientBuilder startLighter() {
            this.lighter = true;
            return this;
        }

        ClientBuilder wantMovement() {
            this.movement = true;
            return this;
        }

        ClientNeeds needs() {
            return new ClientNeeds(
                    "R1", ceiling, modified, excluded, excludedFirst, goals, focus, regions, left, lighter, movement);
        }
    }
}
