package org.kneadwell.booking.fit;

import java.util.Collection;
import java.util.List;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.MassageStyle;

/** The words reasons are made of. */
final class Words {

    private Words() {}

    static String of(BodyRegion region) {
        return switch (region) {
            case HIP_FLEXORS -> "hip flexors";
            case LATS_RIBS -> "lats and ribs";
            case GLUTES_PIRIFORMIS -> "glutes and piriformis";
            case FOREARMS_WRISTS -> "forearms and wrists";
            case JAW_EAR_HOLLOW -> "the hollow below the ear";
            case NECK_FRONT -> "front of the neck";
            case KNEE_BACK -> "back of the knee";
            default -> region.key().replace('_', ' ');
        };
    }

    static String of(MassageStyle style) {
        return switch (style) {
            case CLINICAL_JING -> "clinical (Jing)";
            case MOVEMENT_STRETCH -> "movement and stretching";
            case SELF_MASSAGE_COACHING -> "self-massage coaching";
            default -> style.key().replace('_', ' ');
        };
    }

    static String of(Goal goal) {
        return switch (goal) {
            case TIGHTNESS_LOW_BACK_HIPS -> "tightness in low back and hips";
            case MOBILITY_UPPER_BACK_SHOULDERS -> "mobility of upper back and shoulders";
            case EASE_SPASM_SENSITIVE_AREA -> "easing a spasm or sensitive area";
            case LOOSER_FOR_WORKOUTS_DAILY_LIFE -> "feeling looser for workouts and daily life";
            case RELAX_STRESS -> "relaxing from stress";
            case KNOTS -> "sensitive knots";
            case TENSION_HEADACHE -> "tension headache";
            case MANAGE_CHRONIC -> "living with long-lasting pain";
            case BODY_CONFIDENCE -> "confidence in your body";
            case LEARN_SELF_CARE -> "learning self-care";
        };
    }

    /** "a", "a and b", "a, b and c". */
    static String list(Collection<String> words) {
        var all = List.copyOf(words);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    /** "12.5" or "25": tenths as people write points. */
    static String points(int tenths) {
        return tenths % 10 == 0 ? Integer.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
