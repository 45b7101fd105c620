package org.kneadwell.booking.fit;

import java.math.BigDecimal;
import java.util.Locale;
import org.kneadwell.kit.language.Sentence;

/**
 * One part of the fit.
 *
 * @param tenths points in tenths, so that the parts add up to the fit exactly
 * @param outOf the most this part can give, in whole points
 * @param reason one sentence, ending in the points
 */
public record ScorePart(Part part, int tenths, int outOf, Sentence reason) {

    public ScorePart {
        if (tenths < 0 || tenths > outOf * 10) {
            throw new IllegalArgumentException(part.key() + " gives 0 to " + outOf + " points.");
        }
    }

    public BigDecimal points() {
        return BigDecimal.valueOf(tenths, 1);
    }

    /** The parts, in the order they are shown. */
    public enum Part {
        STYLE,
        REGION,
        PRESSURE,
        INTAKE_PROCESS,
        COMMUNICATES_CONSENT,
        MODIFIES_PRESSURE,
        STARTS_LIGHTER,
        MOVEMENT_WORK,
        HISTORY;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
