package org.kneadwell.intake.pressure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/**
 * What is stored about one region; nothing here overwrites anything else.
 *
 * @param preference as stated; null: the client has not said
 * @param number the number the next session works from, before today's ceiling; null: must be asked
 * @param numberAt when that number was said or changed; null with it
 * @param observed the highest number that was comfortable and confirmed by a NORMAL follow-up
 */
public record RegionState(
        BodyRegion region,
        @Nullable Preference preference,
        @Nullable Intensity number,
        @Nullable Instant numberAt,
        @Nullable Intensity observed) {

    public RegionState {
        if ((number == null) != (numberAt == null)) {
            throw new IllegalArgumentException("A number has its time.");
        }
    }

    public static RegionState unset(BodyRegion region) {
        return new RegionState(region, null, null, null, null);
    }

    /**
     * The client's answer in an intake. What is said again unchanged does not undo what follow-ups have taught; something new does
     * replace it.
     */
    public RegionState stating(Preference stated) {
        var known = number;
        if (known != null && stated.saysTheSameAs(preference)) {
            return new RegionState(region, stated, known, stated.statedAt(), observed);
        }
        return new RegionState(region, stated, stated.number(), stated.statedAt(), observed);
    }

    /** The number of today, or the one after a follow-up. */
    public RegionState withNumber(Intensity next, Instant at) {
        return new RegionState(region, preference, next, at, observed);
    }

    /** Keeps the highest number that was fine and stayed fine. */
    public RegionState confirming(Intensity comfortable) {
        var known = observed;
        var highest = known != null && known.compareTo(comfortable) >= 0 ? known : comfortable;
        return new RegionState(region, preference, number, numberAt, highest);
    }
}
