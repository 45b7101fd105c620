package org.kneadwell.booking.figures;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The figures of a period.
 *
 * @param items one for each therapist and each location they worked or were booked at, by name
 */
record FiguresView(LocalDate from, LocalDate to, List<FigureLine> items) {

    record FigureName(UUID id, String name) {}

    /**
     * @param workingMinutes by the hours as they are now, without time off
     * @param bookedMinutes of sessions that are booked, took place or were missed; without buffers
     * @param sessions how many of them there are
     * @param noShows those of them to which the client did not come
     */
    record FigureLine(
            FigureName therapist,
            FigureName location,
            long workingMinutes,
            long bookedMinutes,
            long sessions,
            long noShows,
            Cancellations cancelled) {}

    /** @param late called off by the client when it was not free of charge any more */
    record Cancellations(long total, long late, long byClient, long byTherapist, long byCoordinator) {}
}
