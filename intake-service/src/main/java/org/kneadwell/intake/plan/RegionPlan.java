package org.kneadwell.intake.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.pressure.Preference;
import org.kneadwell.intake.pressure.PressureWord;
import org.kneadwell.intake.pressure.RegionState;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

@Entity
@Table(name = "region_plan")
class RegionPlan {

    @Id
    private UUID id;

    private UUID clientId;
    private String region;
    private @Nullable String statedWord;
    private @Nullable Integer statedNumber;
    private @Nullable Instant statedAt;
    private @Nullable Integer number;
    private @Nullable Instant numberAt;
    private @Nullable Integer observed;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected RegionPlan() {}

    RegionPlan(UUID clientId, BodyRegion region) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.region = region.key();
    }

    RegionState state() {
        return new RegionState(region(), preference(), intensity(number), numberAt, intensity(observed));
    }

    void become(RegionState state) {
        var preference = state.preference();
        if (preference != null) {
            var word = preference.word();
            statedWord = word == null ? null : word.key();
            statedNumber = value(preference.intensity());
            statedAt = preference.statedAt();
        }
        number = value(state.number());
        numberAt = state.numberAt();
        observed = value(state.observed());
    }

    BodyRegion region() {
        return BodyRegion.valueOf(region.toUpperCase(Locale.ROOT));
    }

    private @Nullable Preference preference() {
        return statedAt == null
                ? null
                : new Preference(
                        statedWord == null ? null : PressureWord.ofKey(statedWord), intensity(statedNumber), statedAt);
    }

    private static @Nullable Intensity intensity(@Nullable Integer value) {
        return value == null ? null : Intensity.of(value);
    }

    private static @Nullable Integer value(@Nullable Intensity intensity) {
        return intensity == null ? null : intensity.value();
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    long version() {
        return version;
    }
}
