package org.kneadwell.feedback.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.FollowUpClass;

/**
 * What a client is told after a report. Plain and modest; never a diagnosis.
 *
 * @param headline one sentence, the first thing to read
 * @param text in reading order
 */
public record Advice(Sentence headline, List<Sentence> text) {

    private static final Sentence FEELING = Sentence.of("advice.normal");
    private static final Sentence EASY_MOVEMENT = Sentence.of("advice.easy_movement");
    private static final Sentence HEAT_OR_COLD = Sentence.of("advice.heat_or_cold");
    private static final Sentence NO_HEAVY_TRAINING = Sentence.of("advice.no_heavy_training");

    /** Advice for a class, in view of the signs that were named. */
    public static Advice of(FollowUpClass outcome, Set<Sign> signs) {
        var text = new ArrayList<Sentence>();
        switch (outcome) {
            case URGENT -> {
                text.add(Sentence.of("advice.urgent.now"));
                text.add(Sentence.of("advice.urgent.say"));
                text.add(Sentence.of("advice.urgent.seen_quickly"));
                text.add(Sentence.of("advice.urgent.nothing_booked"));
            }
            case DOCTOR -> {
                text.add(Sentence.of("advice.doctor.today"));
                text.add(Sentence.of("advice.doctor.nothing_booked"));
            }
            case OVERDONE -> {
                text.add(Sentence.of("advice.overdone"));
                text.add(Sentence.of("advice.less_is_fine"));
                text.add(HEAT_OR_COLD);
                text.add(NO_HEAVY_TRAINING);
            }
            case PROLONGED -> {
                text.add(Sentence.of("advice.prolonged"));
                text.add(EASY_MOVEMENT);
                text.add(HEAT_OR_COLD);
                text.add(NO_HEAVY_TRAINING);
                text.add(Sentence.of("advice.if_worse"));
            }
            case NORMAL -> {
                text.add(FEELING);
                text.add(EASY_MOVEMENT);
            }
        }
        if (signs.contains(Sign.NEW_PAIN) && !outcome.blocksBooking()) {
            text.add(Sentence.of("advice.new_pain"));
        }
        if (!outcome.blocksBooking()) {
            text.add(Sentence.of("advice.water_and_food"));
            text.add(Sentence.of("advice.take_note"));
        }
        text.add(Sentence.of("advice.not_a_diagnosis"));
        return new Advice(Sentence.of("headline." + outcome.key()), List.copyOf(text));
    }

    /** For signs that ask for nothing yet. */
    public static Advice keptForNow(Set<Sign> signs) {
        var text = new ArrayList<>(of(FollowUpClass.NORMAL, signs).text());
        text.remove(FEELING);
        text.remove(EASY_MOVEMENT);
        return new Advice(Sentence.of("headline.kept"), List.copyOf(text));
    }
}
