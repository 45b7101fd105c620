package org.kneadwell.feedback.figures;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The figures of a period. */
record FiguresView(LocalDate from, LocalDate to, List<FigureLine> items) {

    /**
     * @param invited clients who were asked
     * @param answered those of them who answered
     * @param missed those of them who did not, and cannot any more; the others still can
     */
    record FigureLine(UUID therapistId, String therapistName, long invited, long answered, long missed) {}
}
