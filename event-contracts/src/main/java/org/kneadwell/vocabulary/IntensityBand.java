package org.kneadwell.vocabulary;

/** A closed range of intensities, both ends included. */
public record IntensityBand(Intensity low, Intensity high) {

    /** @throws IllegalArgumentException when {@code low} is above {@code high} */
    public IntensityBand {
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException("A band runs from low to high.");
        }
    }

    public static IntensityBand of(int low, int high) {
        return new IntensityBand(Intensity.of(low), Intensity.of(high));
    }

    public boolean contains(IntensityBand other) {
        return low.compareTo(other.low) <= 0 && other.high.compareTo(high) <= 0;
    }

    public boolean overlaps(IntensityBand other) {
        return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }
}
