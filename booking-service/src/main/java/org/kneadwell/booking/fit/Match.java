package org.kneadwell.booking.fit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.MassageStyle;

/** What came of holding one therapist against one client's needs. */
public sealed interface Match {

    TherapistOffer therapist();

    /**
     * The therapist may be booked.
     *
     * @param proposeAnother whether therapists without this mark come first, whatever the fit
     */
    record Fits(
            TherapistOffer therapist,
            List<ScorePart> parts,
            Set<MassageStyle> eligibleStyles,
            List<Sentence> notes,
            boolean proposeAnother,
            List<Sentence> questions)
            implements Match {

        /** The fit in tenths of a point, 0–1000. */
        public int tenths() {
            return parts.stream().mapToInt(ScorePart::tenths).sum();
        }

        /** The fit, 0.0–100.0: how well the offer suits the wishes, never how good the therapist is. */
        public BigDecimal fit() {
            return BigDecimal.valueOf(tenths(), 1);
        }
    }

    /** The therapist may not be booked by this client, and was not scored. */
    record DoesNotFit(TherapistOffer therapist, List<WhyNot> reasons) implements Match {}
}
