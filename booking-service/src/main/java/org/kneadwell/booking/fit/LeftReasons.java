package org.kneadwell.booking.fit;

import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.LeftReason;

/** How matching learns: the complaint after a session becomes the reason the next search starts from. */
public final class LeftReasons {

    private LeftReasons() {}

    /** @return {@code before} when there was no complaint */
    public static LeftReason after(Complaint complaint, LeftReason before) {
        return switch (complaint) {
            case TOO_INTENSE -> LeftReason.TOO_INTENSE;
            case NOT_INTENSE_ENOUGH -> LeftReason.NOT_INTENSE_ENOUGH;
            case UNFOCUSED -> LeftReason.UNFOCUSED_OR_WRONG_FOCUS;
            case OTHER -> LeftReason.OTHER;
            case NONE -> before;
        };
    }
}
