package org.kneadwell.feedback.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.vocabulary.FollowUpClass;

/**
 * What a client is told after a report. Plain and modest; never a diagnosis.
 *
 * @param headline one sentence, the first thing to read
 * @param text in reading order
 */
public record Advice(String headline, List<String> text) {

    static final String WATER_AND_FOOD = "Drink water and eat nourishing food.";
    static final String EASY_MOVEMENT = "Easy walking and light stretching may help you feel looser.";
    static final String HEAT_OR_COLD = "Heat may feel good for general tightness, cold for one very tender spot.";
    static final String NO_HEAVY_TRAINING = "While you are this sensitive, leave heavy training for another day.";
    static final String TAKE_NOTE = "Note how you sleep, move and feel: it helps the next session fit you.";
    static final String NOT_A_DIAGNOSIS =
            "This is not a diagnosis. If you are worried, ask a doctor, whatever it says here.";
    static final String LESS_IS_FINE = "Asking for less pressure is always fine.";

    /** Advice for a class, in view of the signs that were named. */
    public static Advice of(FollowUpClass outcome, Set<Sign> signs) {
        var text = new ArrayList<String>();
        String headline = switch (outcome) {
            case URGENT -> {
                text.add("What you describe should be looked at by a medical professional now, not later. Call your"
                        + " local emergency number or go to the nearest emergency department. Do not drive"
                        + " yourself; ask someone to be with you.");
                text.add("Say that you had a massage, when it was, and what you have noticed since.");
                text.add("Most people with signs like these are helped well when they are seen quickly.");
                text.add("Until a clinician has cleared you, no massage can be booked. We have told the practice's"
                        + " safety contact that you may need help, but nobody there can judge this for you:"
                        + " please do not wait for a call.");
                yield "Please get urgent medical care now.";
            }
            case DOCTOR -> {
                text.add("Please call a doctor today and describe what you have noticed since the session. If it"
                        + " gets worse, or you feel very unwell, get urgent care.");
                text.add("Until a clinician has cleared you, no massage can be booked. Your therapist knows that"
                        + " you need a break.");
                yield "Please call a doctor before any more massage.";
            }
            case OVERDONE -> {
                text.add("That was more than your body wanted. Your pain is real, and next time the pressure starts"
                        + " lower. You may also choose another therapist.");
                text.add(LESS_IS_FINE);
                text.add(HEAT_OR_COLD);
                text.add(NO_HEAVY_TRAINING);
                yield "That was too much: the next session will be lighter.";
            }
            case PROLONGED -> {
                text.add("Soreness that lasts longer than a day and a half means there was a bit much this time. It"
                        + " usually passes by itself. Give it time before the next session.");
                text.add(EASY_MOVEMENT);
                text.add(HEAT_OR_COLD);
                text.add(NO_HEAVY_TRAINING);
                text.add("If it gets worse, or something new worries you, tell us at any time and call a doctor.");
                yield "A little longer than usual: give it time.";
            }
            case NORMAL -> {
                text.add("Feeling looser, tired or a little sore for up to about 36 hours is common after massage.");
                text.add(EASY_MOVEMENT);
                yield "This is within the ordinary.";
            }
        };
        if (signs.contains(Sign.NEW_PAIN) && !outcome.blocksBooking()) {
            text.add("If the new pain is still there seven days after the session, tell us here and call a doctor.");
        }
        if (!outcome.blocksBooking()) {
            text.add(WATER_AND_FOOD);
            text.add(TAKE_NOTE);
        }
        text.add(NOT_A_DIAGNOSIS);
        return new Advice(headline, List.copyOf(text));
    }

    /** For signs that ask for nothing yet. */
    public static Advice keptForNow(Set<Sign> signs) {
        var text = new ArrayList<>(of(FollowUpClass.NORMAL, signs).text());
        text.remove("Feeling looser, tired or a little sore for up to about 36 hours is common after massage.");
        text.remove(EASY_MOVEMENT);
        return new Advice("Thank you, we have kept this.", List.copyOf(text));
    }
}
