package org.kneadwell.booking.series;

import java.util.ArrayList;
import java.util.List;
import org.kneadwell.booking.client.SuggestedStep;
import org.kneadwell.kit.language.Sentence;

/** Where a wished series differs from the step suggested to the client. It informs and never refuses. */
final class PlanNotes {

    private PlanNotes() {}

    static List<Sentence> on(SuggestedStep step, int times, Rhythm every) {
        var notes = new ArrayList<Sentence>();
        switch (step.stage()) {
            case TRIAL -> notes.add(Sentence.of("series.one_at_a_time"));
            case SERIES -> {
                if (step.sessions() > 0 && times > step.sessions()) {
                    notes.add(Sentence.of("series.look_again", step.sessions()));
                }
                if (every.weeks() * 7 < step.everyDays()) {
                    notes.add(Sentence.of("series.days_between", step.everyDays()));
                }
            }
            case MAINTENANCE -> {
                if (every != Rhythm.FOUR_WEEKLY) {
                    notes.add(Sentence.of("series.monthly"));
                }
            }
        }
        return notes;
    }
}
