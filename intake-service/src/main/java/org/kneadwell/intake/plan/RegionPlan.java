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
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

@Entity
@Table(name = "region_plan")
class RegionPlan {

    static final SealedTable SEALED = new SealedTable("region_plan");

    /** The region's state as it is kept; the last statement stays when a state says nothing of it. */
    record Known(
            @Nullable PressureWord statedWord,
            @Nullable Intensity statedNumber,
            @Nullable Instant statedAt,
            @Nullable Intensity number,
            @Nullable Instant numberAt,
            @Nullable Intensity observed) {

        static Known of(RegionState state) {
            var said = state.preference();
            return new Known(
                    said == null ? null : said.word(),
                    said == null ? null : said.intensity(),
                    said == null ? null : said.statedAt(),
                    state.number(),
                    state.numberAt(),
                    state.observed());
        }

        @Nullable
        Preference preference() {
            return statedAt == null ? null : new Preference(statedWord, statedNumber, statedAt);
        }
    }

    @Id
    private UUID id;

    private UUID clientId;
    private String region;
    private byte @Nullable [] sealed; // null: nothing is known yet

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected RegionPlan() {}

    RegionPlan(UUID clientId, BodyRegion region) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.region = region.key();
    }

    RegionState state(Vault vault) {
        if (sealed == null) {
            return new RegionState(region(), null, null, null, null);
        }
        var known = vault.open(place(), sealed, Known.class);
        return new RegionState(region(), known.preference(), known.number, known.numberAt, known.observed);
    }

    void become(RegionState state, Vault vault) {
        sealed = vault.seal(place(), Known.of(state));
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    BodyRegion region() {
        return BodyRegion.valueOf(region.toUpperCase(Locale.ROOT));
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
