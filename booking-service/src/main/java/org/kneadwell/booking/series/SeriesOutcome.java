package org.kneadwell.booking.series;

import java.util.List;

/** What can come of asking for a series, or of changing one. */
sealed interface SeriesOutcome {

    record Made(SeriesView series, int version) implements SeriesOutcome {}

    record Previewed(SeriesPreview preview) implements SeriesOutcome {}

    /** No such series of this client. */
    record Unknown() implements SeriesOutcome {}

    record NotOffered() implements SeriesOutcome {}

    /** The client has not completed a session with this therapist yet. */
    record TrialFirst() implements SeriesOutcome {}

    /** The input makes no sense. */
    record Nonsense(String field, String sentence) implements SeriesOutcome {}

    /** Nothing was done, because of these. */
    record Conflicts(String code, String sentence, List<SeriesView.Occurrence> occurrences) implements SeriesOutcome {}
}
