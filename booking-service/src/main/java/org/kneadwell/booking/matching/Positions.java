package org.kneadwell.booking.matching;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.booking.fit.FitOrder;
import org.kneadwell.kit.paging.Cursor;

/** Where a page of matches ended. It holds the place in the order, so that a changed list is neither repeated nor cut. */
final class Positions {

    private Positions() {}

    static String write(FitOrder order) {
        return (order.proposeAnother() ? 1 : 0) + "|" + order.tenths() + "|"
                + (order.earliest() == null ? "" : order.earliest()) + "|" + order.id();
    }

    static FitOrder read(String position) {
        var parts = position.split("\\|", -1);
        try {
            if (parts.length == 4) {
                return new FitOrder(
                        parts[0].equals("1"),
                        Integer.parseInt(parts[1]),
                        parts[2].isEmpty() ? null : Instant.parse(parts[2]),
                        UUID.fromString(parts[3]));
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Cursor.refused();
        }
        throw Cursor.refused();
    }
}
