package org.kneadwell.booking.series;

import java.util.ArrayList;
import java.util.List;
import org.kneadwell.booking.client.SuggestedStep;

/** Where a wished series differs from the step suggested to the client. It informs and never refuses. */
final class PlanNotes {

    private PlanNotes() {}

    static List<String> on(SuggestedStep step, int times, Rhythm every) {
        var notes = new ArrayList<String>();
        switch (step.stage()) {
            case TRIAL ->
                notes.add(
                        "The last suggestion was one session at a time for now. Fewer is always fine, and so is cancelling later.");
            case SERIES -> {
                if (step.sessions() > 0 && times > step.sessions()) {
                    notes.add("The suggestion is to look again after %d more %s. You may cancel the rest at any time."
                            .formatted(step.sessions(), step.sessions() == 1 ? "session" : "sessions"));
                }
                if (every.weeks() * 7 < step.everyDays()) {
                    notes.add("The suggestion is %d days between sessions.".formatted(step.everyDays()));
                }
            }
            case MAINTENANCE -> {
                if (every != Rhythm.FOUR_WEEKLY) {
                    notes.add("The suggestion is about one session a month, or simply when you need it.");
                }
            }
        }
        return notes;
    }
}
