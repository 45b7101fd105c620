package org.kneadwell.booking.fit;

import java.util.Set;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What a therapist's offer weighs, in bits: the same for every client, so that it is worked out once.
 *
 * @param styles one bit for each style, by its ordinal, as are {@code regions}
 * @param open styles that are open to anybody in these hands: deep tissue asks for experience
 */
public record Traits(long styles, long open, long regions, int low, int high) {

    public static Traits of(TherapistOffer offer) {
        long styles = bits(offer.styles());
        boolean experienced = offer.qualities().therapeuticExperience();
        return new Traits(
                styles,
                experienced ? styles : styles & ~bit(MassageStyle.DEEP_TISSUE),
                bits(offer.regions()),
                offer.range().low().value(),
                offer.range().high().value());
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
