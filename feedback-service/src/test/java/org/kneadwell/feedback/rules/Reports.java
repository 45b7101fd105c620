package org.kneadwell.feedback.rules;

import java.time.Duration;
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

/** Reports as prose: {@code aReport().at(60).sore(5)}. Starts from nothing wrong at all, 50 hours after the session. */
final class Reports {

    private Duration sinceEnd = Duration.ofHours(50);
    private int soreness;
    private Map<BodyRegion, PainRating> regions = Map.of();
    private Trend trend = Trend.BETTER;
    private @Nullable Integer hoursToEnd;
    private Set<PainWord> words = Set.of();
    private Bruising bruising = Bruising.NONE;
    private Set<Improvement> improved = Set.of();
    private Complaint complaint = Complaint.NONE;
    private Set<Sign> signs = Set.of();
    private @Nullable Duration lastSoreBefore;

    static Reports aReport() {
        return new Reports();
    }

    Reports at(int hours) {
        return at(Duration.ofHours(hours));
    }

    Reports at(Duration since) {
        sinceEnd = since;
        return this;
    }

    Reports sore(int rating) {
        soreness = rating;
        return this;
    }

    Reports soreThere(BodyRegion region, int rating) {
        regions = Map.of(region, PainRating.of(rating));
        return this;
    }

    Reports trend(Trend t) {
        trend = t;
        return this;
    }

    Reports ended(int hours) {
        hoursToEnd = hours;
        return this;
    }

    Reports word(PainWord word) {
        words = Set.of(word);
        return this;
    }

    Reports bruised(Bruising b) {
        bruising = b;
        return this;
    }

    Reports improved(Improvement... what) {
        improved = Set.of(what);
        return this;
    }

    Reports complaining(Complaint c) {
        complaint = c;
        return this;
    }

    Reports with(Sign... s) {
        signs = Set.of(s);
        return this;
    }

    Reports soreBefore(int hours) {
        lastSoreBefore = Duration.ofHours(hours);
        return this;
    }

    Report build() {
        return new Report(
                sinceEnd,
                PainRating.of(soreness),
                regions,
                trend,
                null,
                hoursToEnd,
                words,
                bruising,
                false,
                false,
                improved,
                complaint,
                signs,
                PainRating.of(4),
                0,
                lastSoreBefore);
    }
}
