package org.kneadwell.feedback.followup;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;

/** The regions worked in a session, as stored with its follow-up. */
record Regions(List<Worked> worked) {

    /**
     * @param target the client's own intensity at the time; null if never said
     * @param lowered whether an answer of this follow-up has already lowered it: that happens once
     */
    record Worked(BodyRegion region, @Nullable Integer target, boolean lowered) {}

    boolean lowered(BodyRegion region) {
        return worked.stream().anyMatch(w -> w.region() == region && w.lowered());
    }

    Regions lowering(Collection<BodyRegion> regions) {
        return new Regions(worked.stream()
                .map(w -> new Worked(w.region(), w.target(), w.lowered() || regions.contains(w.region())))
                .toList());
    }
}
