package org.kneadwell.booking.fit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * The points one client gives therapists: what {@link Fit} says in words, in numbers only, so that thousands can be put in
 * order before anything is said about the few that are shown.
 */
public final class Scores {

    /** What {@link #tenths} gives a therapist who misses a hard filter. */
    public static final int DOES_NOT_FIT = -1;

    private static final MassageStyle[] STYLES = MassageStyle.values();

    private final ClientNeeds client;
    private final Weights weights;
    private final @Nullable IntensityBand wanted;
    private final long focus;
    private final long[] serving;
    private final long later;
    private final long first;

    public Scores(ClientNeeds client) {
        this.client = client;
        this.weights = Weights.of(client.leftReason());
        this.wanted = wanted(client);
        this.focus = Traits.bits(client.focusAreas());
        this.serving = client.goals().stream().mapToLong(Styles::serving).toArray();
        long within = 0;
        for (var style : STYLES) {
            if (Styles.band(style).low().value() <= client.ceiling()) {
                within |= Traits.bit(style);
            }
        }
        this.later = within & ~Traits.bits(client.excludedStyles());
        this.first = later & ~Traits.bits(client.excludedOnFirstVisit());
    }

    /** The styles open to this client, as bits: none excluded, each beginning within the ceiling. */
    public long eligible(Traits traits, boolean visited) {
        return traits.open() & (visited ? later : first);
    }

    /**
     * The fit in tenths, 0–1000, or {@link #DOES_NOT_FIT}.
     *
     * @param first the first day a session may be on; {@code last} the last one
     */
    public int tenths(TherapistOffer therapist, Traits traits, SharedHistory history, LocalDate first, LocalDate last) {
        long eligible = eligible(traits, history.visited());
        var qualities = therapist.qualities();
        if (eligible == 0
                || traits.low() > client.ceiling()
                || (client.needsModifiedPressure() && !qualities.modifiesPressure())
                || !qualities.talksAboutPressure()
                || history.blocked()
                || !licensed(therapist, first, last)) {
            return DOES_NOT_FIT;
        }
        return style(eligible)
                + region(traits.regions())
                + pressure(therapist.range())
                + yesNo(qualities.intakeProcess())
                + yesNo(qualities.communicatesConsent())
                + yesNo(qualities.modifiesPressure())
                + yesNo(!client.startLighter() || qualities.startsLighter())
                + yesNo(!client.wantMovement() || qualities.movementWork())
                + history(history);
    }

    private boolean licensed(TherapistOffer therapist, LocalDate first, LocalDate last) {
        for (var licence : therapist.licences()) {
            if (licence.touches(client.jurisdiction(), first, last)) {
                return true;
            }
        }
        return false;
    }

    Weights weights() {
        return weights;
    }

    /** From the lowest start to the highest target the client named; null when none was. */
    @Nullable
    IntensityBand wanted() {
        return wanted;
    }

    int style(long eligible) {
        int served = 0;
        for (long styles : serving) {
            if ((styles & eligible) != 0) {
                served++;
            }
        }
        return share(weights.style(), served, serving.length);
    }

    int region(long known) {
        return share(weights.region(), Long.bitCount(focus & known), Long.bitCount(focus));
    }

    int pressure(IntensityBand range) {
        if (wanted == null || range.contains(wanted)) {
            return weights.pressure() * 10;
        }
        return range.overlaps(wanted) ? weights.pressure() * 5 : 0;
    }

    static int yesNo(boolean yes) {
        return yes ? 50 : 0;
    }

    static int history(SharedHistory history) {
        return switch (history.lastAnswer()) {
            case NO_COMPLAINT -> 50;
            case COMPLAINED -> 0;
            case NO_ANSWER -> 30;
        };
    }

    /** A share of the points in tenths, rounded half up, so that the parts shown add up to the fit shown. */
    private static int share(int outOf, int of, int all) {
        return all == 0 ? outOf * 10 : (2 * outOf * 10 * of + all) / (2 * all);
    }

    private static @Nullable IntensityBand wanted(ClientNeeds client) {
        var highest = client.regions().stream()
                .map(RegionTarget::target)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        if (highest.isEmpty()) {
            return null;
        }
        // A region with a target always has a start; should one be missing, the target itself is where to begin.
        Intensity lowest = client.regions().stream()
                .filter(region -> region.target() != null)
                .map(region -> region.start() != null ? region.start() : region.target())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new IntensityBand(lowest.compareTo(highest.get()) < 0 ? lowest : highest.get(), highest.get());
    }

    /** The three parts whose weight depends on why the client left the last therapist; always 70 together. */
    record Weights(int style, int region, int pressure) {

        static Weights of(LeftReason reason) {
            return switch (reason) {
                case TOO_INTENSE -> new Weights(25, 20, 25);
                case UNFOCUSED_OR_WRONG_FOCUS -> new Weights(25, 30, 15);
                case NOT_INTENSE_ENOUGH -> new Weights(20, 25, 25);
                case OTHER, NA -> new Weights(25, 25, 20);
            };
        }
    }
}
