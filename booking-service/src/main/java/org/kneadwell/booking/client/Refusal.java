package org.kneadwell.booking.client;

import java.util.List;
import org.kneadwell.booking.fit.HardFilter;
import org.kneadwell.booking.fit.WhyNot;
import org.kneadwell.kit.language.Language;

/**
 * Why this client may not book this session.
 *
 * @param code of the problem: {@code intake-needed}, {@code not-bookable}, {@code licence-not-valid} or {@code does-not-fit}
 * @param whyNot the hard filters missed, when that is the reason
 */
public record Refusal(String code, String sentence, List<WhyNot> whyNot) {

    /** The filters missed, as a problem says them: in English, as all its sentences are; the filter is what is translated. */
    public List<Reason> inWords() {
        return whyNot.stream()
                .map(why -> new Reason(why.filter(), why.reason().in(Language.EN)))
                .toList();
    }

    /** A filter that was missed, and why. */
    public record Reason(HardFilter filter, String reason) {}

    /** Whether another day may be allowed: it is the therapist's licence that does not cover this one. */
    public boolean isOfTheDay() {
        return code.equals("licence-not-valid");
    }

    /** Tells anybody but the client no more than that: why is the client's own affair. */
    public Refusal forOthers() {
        return new Refusal(
                code, isOfTheDay() ? sentence : "This client cannot have a session at the moment.", List.of());
    }
}
