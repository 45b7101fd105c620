package org.kneadwell.feedback.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PainWord;

/**
 * What a client told after a session.
 *
 * @param sinceEnd from the end of the session to this report
 * @param soreness overall, now
 * @param regions soreness per region, now; may be empty
 * @param hoursToStart whole hours from the session's end until soreness began; null when there was none
 * @param hoursToEnd whole hours from the session's end until soreness was gone; null while sore, or when there was none
 * @param globalChange −5 (much worse) to +5 (much better)
 * @param lastSoreBefore when an earlier report on the same session last said it was still sore, counted from the session's
 *     end; null if none did
 */
public record Report(
        Duration sinceEnd,
        PainRating soreness,
        Map<BodyRegion, PainRating> regions,
        Trend trend,
        @Nullable Integer hoursToStart,
        @Nullable Integer hoursToEnd,
        Set<PainWord> words,
        Bruising bruising,
        boolean headache,
        boolean fatigue,
        Set<Improvement> improved,
        Complaint complaint,
        Set<Sign> signs,
        PainRating painRating,
        int globalChange,
        @Nullable Duration lastSoreBefore) {

    public static final int GLOBAL_CHANGE_LIMIT = 5;

    /** @throws IllegalArgumentException when {@link #contradictions()} would name something */
    public Report {
        regions = Map.copyOf(regions);
        words = Set.copyOf(words);
        improved = Set.copyOf(improved);
        signs = Set.copyOf(signs);
        var contradictions = contradictions(sinceEnd, worst(soreness, regions), hoursToStart, hoursToEnd, globalChange);
        if (!contradictions.isEmpty()) {
            throw new IllegalArgumentException(contradictions.getFirst().message());
        }
    }

    /** A field of a report that cannot be so. */
    public record Contradiction(String field, String message) {}

    /** What in these numbers cannot be so; empty when they make sense together. */
    public static List<Contradiction> contradictions(
            Duration sinceEnd,
            PainRating worst,
            @Nullable Integer hoursToStart,
            @Nullable Integer hoursToEnd,
            int globalChange) {
        var found = new ArrayList<Contradiction>();
        // The hour that is running counts: after 30 h 20 min "31 hours" is a fair answer.
        long hoursSoFar = sinceEnd.toHours() + 1;
        if (hoursToStart != null && (hoursToStart < 0 || hoursToStart > hoursSoFar)) {
            found.add(new Contradiction(
                    "hoursToStart", "Soreness cannot have begun before the session's end or after now."));
        }
        if (hoursToEnd != null && (hoursToEnd < 0 || hoursToEnd > hoursSoFar)) {
            found.add(new Contradiction(
                    "hoursToEnd", "Soreness cannot have ended before the session's end or after now."));
        }
        if (hoursToEnd != null && worst.value() > 0) {
            found.add(new Contradiction("hoursToEnd", "Leave this out while you are still sore."));
        }
        if (hoursToStart != null && hoursToEnd != null && hoursToStart > hoursToEnd) {
            found.add(new Contradiction("hoursToEnd", "Soreness cannot have ended before it began."));
        }
        if (Math.abs(globalChange) > GLOBAL_CHANGE_LIMIT) {
            found.add(new Contradiction("globalChange", "The overall change is from -5 to 5."));
        }
        return Collections.unmodifiableList(found);
    }

    /** The most sore the client said to be, overall or in any one region. */
    public PainRating worstSoreness() {
        return worst(soreness, regions);
    }

    public static PainRating worst(PainRating overall, Map<BodyRegion, PainRating> regions) {
        var worst = overall;
        for (var region : regions.values()) {
            if (region.compareTo(worst) > 0) {
                worst = region;
            }
        }
        return worst;
    }

    public boolean sore() {
        return worstSoreness().value() > 0;
    }

    public boolean uglyWord() {
        return words.stream().anyMatch(PainWord::isUgly);
    }

    /** Whether soreness is known to have lasted longer than this many hours, by its end or by an earlier report. */
    boolean endedAfter(int hours) {
        return (hoursToEnd != null && hoursToEnd > hours)
                || (lastSoreBefore != null && lastSoreBefore.compareTo(Duration.ofHours(hours)) > 0);
    }
}
