package org.kneadwell.booking.fit;

import java.util.Set;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What a therapist's offer weighs, in bits: the same for every client, so that it is worked out once.
 *
 * @param open one bit for each style, by its ordinal, that is open to anybody in these hands: deep tissue asks for experience
 * @param regions one bit for each region, by its ordinal
 */
public record Traits(long open, long regions, int low) {

    public static Traits of(TherapistOffer offer) {
        long styles = bits(offer.styles());
        boolean experienced = offer.qualities().therapeuticExperience();
        return new Traits(
                experienced ? styles : styles & ~bit(MassageStyle.DEEP_TISSUE),
                bits(offer.regions()),
                offer.range().low().value());
    }

    /** The bit of one style or region. */
    public static long bit(Enum<?> value) {
        return 1L << value.ordinal();
    }

    static long bits(Set<? extends Enum<?>> values) {
        long bits = 0;
        for (Enum<?> value : values) {
            bits |= bit(value);
        }
        return bits;
    }
}
