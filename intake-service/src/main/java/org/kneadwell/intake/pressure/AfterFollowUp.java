package org.kneadwell.intake.pressure;

import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;

/**
 * What a follow-up answer says about one region.
 *
 * @param hoursAfter whole hours from the end of the session to the answer
 * @param consecutiveNormal NORMAL answers in a row, this one included
 * @param stillSore whether the region was still sore
 * @param lowersTarget soreness of 4 or more, or an end after 48 h
 * @param holdsRaises whether the client is sensitised
 */
public record AfterFollowUp(
        FollowUpClass outcome,
        Complaint complaint,
        boolean uglyWord,
        int hoursAfter,
        int consecutiveNormal,
        boolean stillSore,
        boolean lowersTarget,
        boolean holdsRaises) {

    /** What a change does to a region. */
    public sealed interface Step {}

    /** Nothing may be booked until a clinician clears the client. */
    public record Suspend() implements Step {}

    /** The target moves by this much, for this reason; a clamp may still hold it. */
    public record Move(int delta, Sentence because) implements Step {}

    /** The target stays. */
    public record Stay() implements Step {}

    /** The first that matches wins. */
    public Step step() {
        if (outcome.blocksBooking()) {
            return new Suspend();
        }
        if (uglyWord) {
            return new Move(-2, Sentence.of("because.felt_wrong"));
        }
        return switch (outcome) {
            case URGENT, DOCTOR -> new Suspend();
            case OVERDONE -> new Move(-1, Sentence.of("because.too_much"));
            case PROLONGED ->
                lowersTarget
                        ? new Move(
                                -1,
                                stillSore
                                        ? Sentence.of("because.still_sore", hoursAfter)
                                        : Sentence.of("because.sore_longer"))
                        : new Stay();
            case NORMAL ->
                complaint == Complaint.NOT_INTENSE_ENOUGH && (!holdsRaises || consecutiveNormal >= 2)
                        ? new Move(1, Sentence.of("because.asked_for_more"))
                        : new Stay();
        };
    }

    /** Never below 1, never above the ceiling c; under a ceiling of 0 the number stays where it was. */
    public static Intensity move(Intensity from, int delta, int ceiling) {
        if (ceiling == 0) {
            return delta < 0 ? Intensity.of(Math.max(Intensity.MIN, from.value() + delta)) : from;
        }
        return Intensity.of(Math.clamp(Math.min(from.value(), ceiling) + delta, Intensity.MIN, ceiling));
    }

    /** How much lower a plan begins again after a suspension. */
    public static final int RESUME = -2;

    /** Such as {@code Low back 5 → 4: still sore at 60 h.} */
    public static Sentence sentence(BodyRegion region, Intensity from, Intensity to, Sentence because) {
        return from.equals(to)
                ? Sentence.of("plan.stays", name(region), from.value(), because)
                : Sentence.of("plan.moved", name(region), from.value(), to.value(), because);
    }

    /** Such as {@code Low back}. */
    public static Sentence name(BodyRegion region) {
        return Sentence.of("Region." + region.key());
    }
}
