package org.kneadwell.booking.fit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.MassageStyle;

/** The intensity each style is given at, and the styles that serve each goal. */
final class Styles {

    private static final Map<MassageStyle, IntensityBand> BANDS = new EnumMap<>(MassageStyle.class);
    private static final Map<Goal, Set<MassageStyle>> SERVING = new EnumMap<>(Goal.class);

    static {
        BANDS.put(MassageStyle.RELAXATION, IntensityBand.of(2, 5));
        BANDS.put(MassageStyle.DEEP_TISSUE, IntensityBand.of(5, 7));
        BANDS.put(MassageStyle.TRIGGER_POINT, IntensityBand.of(4, 7));
        BANDS.put(MassageStyle.SPORTS, IntensityBand.of(4, 7));
        BANDS.put(MassageStyle.CLINICAL_JING, IntensityBand.of(3, 6));
        BANDS.put(MassageStyle.FASCIAL, IntensityBand.of(3, 6));
        BANDS.put(MassageStyle.MOVEMENT_STRETCH, IntensityBand.of(2, 5));
        BANDS.put(MassageStyle.SELF_MASSAGE_COACHING, IntensityBand.of(4, 7));

        serves(
                Goal.TIGHTNESS_LOW_BACK_HIPS,
                MassageStyle.DEEP_TISSUE,
                MassageStyle.TRIGGER_POINT,
                MassageStyle.CLINICAL_JING,
                MassageStyle.MOVEMENT_STRETCH);
        serves(
                Goal.MOBILITY_UPPER_BACK_SHOULDERS,
                MassageStyle.DEEP_TISSUE,
                MassageStyle.CLINICAL_JING,
                MassageStyle.MOVEMENT_STRETCH);
        serves(Goal.EASE_SPASM_SENSITIVE_AREA, MassageStyle.RELAXATION, MassageStyle.CLINICAL_JING);
        serves(
                Goal.LOOSER_FOR_WORKOUTS_DAILY_LIFE,
                MassageStyle.DEEP_TISSUE,
                MassageStyle.SPORTS,
                MassageStyle.MOVEMENT_STRETCH);
        serves(Goal.RELAX_STRESS, MassageStyle.RELAXATION, MassageStyle.CLINICAL_JING);
        serves(Goal.KNOTS, MassageStyle.TRIGGER_POINT, MassageStyle.DEEP_TISSUE, MassageStyle.SELF_MASSAGE_COACHING);
        serves(Goal.TENSION_HEADACHE, MassageStyle.TRIGGER_POINT, MassageStyle.DEEP_TISSUE, MassageStyle.CLINICAL_JING);
        serves(Goal.MANAGE_CHRONIC, MassageStyle.CLINICAL_JING, MassageStyle.MOVEMENT_STRETCH);
        serves(Goal.BODY_CONFIDENCE, MassageStyle.CLINICAL_JING, MassageStyle.MOVEMENT_STRETCH);
        serves(Goal.LEARN_SELF_CARE, MassageStyle.SELF_MASSAGE_COACHING);
    }

    private Styles() {}

    private static void serves(Goal goal, MassageStyle first, MassageStyle... more) {
        SERVING.put(goal, EnumSet.of(first, more));
    }

    static IntensityBand band(MassageStyle style) {
        var band = BANDS.get(style);
        if (band == null) {
            throw new IllegalStateException("No band for " + style.key());
        }
        return band;
    }

    static boolean serve(Goal goal, Set<MassageStyle> styles) {
        return SERVING.getOrDefault(goal, Set.of()).stream().anyMatch(styles::contains);
    }

    /** The styles that serve a goal, as bits. */
    static long serving(Goal goal) {
        return Traits.bits(SERVING.getOrDefault(goal, Set.of()));
    }

    /** A style is eligible when it is not excluded, begins within the ceiling and, for deep tissue, is in experienced hands. */
    static Set<MassageStyle> eligible(ClientNeeds client, TherapistOffer therapist, boolean firstVisit) {
        var eligible = EnumSet.noneOf(MassageStyle.class);
        for (var style : therapist.styles()) {
            boolean excluded = client.excludedStyles().contains(style)
                    || (firstVisit && client.excludedOnFirstVisit().contains(style));
            boolean withinCeiling = band(style).low().value() <= client.ceiling();
            boolean experienced =
                    style != MassageStyle.DEEP_TISSUE || therapist.qualities().therapeuticExperience();
            if (!excluded && withinCeiling && experienced) {
                eligible.add(style);
            }
        }
        return eligible;
    }
}
