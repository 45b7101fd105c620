package org.kneadwell.booking.fit;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a match stands in the list: those to be proposed first, then the higher fit, then the earlier slot, then the id.
 *
 * @param earliest start of the earliest free slot; null when there is none, which comes last among equals
 */
public record FitOrder(
        boolean proposeAnother, int tenths, @Nullable Instant earliest, UUID id) implements Comparable<FitOrder> {

    private static final Comparator<FitOrder> ORDER = Comparator.comparing(FitOrder::proposeAnother)
            .thenComparing(Comparator.comparingInt(FitOrder::tenths).reversed())
            .thenComparing(order -> order.earliest == null ? Instant.MAX : order.earliest)
            // As text, because UUID's own order is by signed halves and differs from the database's.
            .thenComparing(order -> order.id.toString());

    @Override
    public int compareTo(FitOrder other) {
        return ORDER.compare(this, other);
    }
}
