package org.kneadwell.feedback.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a client is asked, reminded and no longer asked.
 *
 * @param askAt from when the question stands
 * @param remindAt when it is repeated, once
 * @param closeAt from when it is no longer asked
 */
public record Schedule(Instant askAt, Instant remindAt, Instant closeAt) {

    public static final Duration INVITE_AFTER = Duration.ofHours(48);
    public static final Duration REMIND_AFTER = Duration.ofHours(60);
    public static final Duration CLOSE_AFTER = Duration.ofHours(72);
    public static final Duration ASK_AGAIN_AFTER = Duration.ofHours(24);

    /** The first asking, counted from the end of the session: 48, 60 and 72 hours. */
    public static Schedule afterSession(Instant end) {
        return new Schedule(end.plus(INVITE_AFTER), end.plus(REMIND_AFTER), end.plus(CLOSE_AFTER));
    }

    /** Asking again 24 hours after an answer that said "still sore", with the same twelve hours between the steps. */
    public static Schedule again(Instant answeredAt) {
        var ask = answeredAt.plus(ASK_AGAIN_AFTER);
        return new Schedule(ask, ask.plus(REMIND_AFTER.minus(INVITE_AFTER)), ask.plus(CLOSE_AFTER.minus(INVITE_AFTER)));
    }

    /** What to do about a question at some moment. */
    public enum Step {
        WAIT,
        ASK,
        REMIND,
        CLOSE
    }

    /**
     * The one step that is due now. Steps that were slept through are not made up for: a question whose time is over closes
     * without a mail, and a client who hears of it only after the reminder's time is not reminded of it as well.
     *
     * @param askedAt when the question was put; null if it was not
     * @param reminded whether it was repeated
     */
    public Step due(Instant now, @Nullable Instant askedAt, boolean reminded) {
        if (!now.isBefore(closeAt)) {
            return Step.CLOSE;
        }
        if (askedAt == null) {
            return now.isBefore(askAt) ? Step.WAIT : Step.ASK;
        }
        boolean askedInTime = askedAt.isBefore(remindAt);
        return !reminded && askedInTime && !now.isBefore(remindAt) ? Step.REMIND : Step.WAIT;
    }

    /** When {@link #due} next has something to do, if nothing is answered before. */
    public Instant nextDue(@Nullable Instant askedAt, boolean reminded) {
        if (askedAt == null) {
            return askAt;
        }
        return !reminded && askedAt.isBefore(remindAt) ? remindAt : closeAt;
    }
}
