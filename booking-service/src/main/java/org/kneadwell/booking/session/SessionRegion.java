package org.kneadwell.booking.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** What the client's plan said of a region when the session began, and whether it was worked. */
@Embeddable
class SessionRegion {

    private String region;

    private @Nullable Short target;

    @Column(name = "start_with")
    private @Nullable Short startWith;

    private boolean worked;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected SessionRegion() {}

    SessionRegion(BodyRegion region, RegionAim aim, boolean worked) {
        this.region = region.key();
        this.target = number(aim.target());
        this.startWith = number(aim.start());
        this.worked = worked;
    }

    private static @Nullable Short number(@Nullable Intensity intensity) {
        return intensity == null ? null : (short) intensity.value();
    }

    private static @Nullable Intensity intensity(@Nullable Short number) {
        return number == null ? null : Intensity.of(number);
    }

    BodyRegion region() {
        return BodyRegion.valueOf(region.toUpperCase(Locale.ROOT));
    }

    RegionAim aim() {
        return new RegionAim(intensity(target), intensity(startWith));
    }

    boolean worked() {
        return worked;
    }

    void work() {
        worked = true;
    }
}
