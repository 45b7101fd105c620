package org.kneadwell.feedback.followup;

import java.util.List;
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

/** What a client told, as stored. Of signs reported alone only {@code signs} is there. */
record Told(
        @Nullable PainRating soreness,
        List<RegionSoreness> regions,
        @Nullable Trend trend,
        @Nullable Integer hoursToStart,
        @Nullable Integer hoursToEnd,
        Set<PainWord> words,
        @Nullable Bruising bruising,
        boolean headache,
        boolean fatigue,
        Set<Improvement> improved,
        @Nullable Complaint complaint,
        Set<Sign> signs,
        @Nullable PainRating painRating,
        @Nullable Integer globalChange) {

    record RegionSoreness(BodyRegion region, PainRating soreness) {}

    static Told signsOnly(Set<Sign> signs) {
        return new Told(
                null, List.of(), null, null, null, Set.of(), null, false, false, Set.of(), null, signs, null, null);
    }

    boolean uglyWord() {
        return words.stream().anyMatch(PainWord::isUgly);
    }

    /** The most sore, overall or in a region; 0 when nothing was said of it. */
    PainRating worstSoreness() {
        int worst = soreness == null ? 0 : soreness.value();
        for (var region : regions) {
            worst = Math.max(worst, region.soreness().value());
        }
        return PainRating.of(worst);
    }
}
