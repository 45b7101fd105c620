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

    static final SealedTable SEALED = new SealedTable("region_plan", "id", "client_id", "region");

    /**
     * The region's state as it is kept; the last statement stays when a state says nothing of it.
     *
     * @param region null where it has not moved here from its column yet
     */
    record Known(
            @Nullable BodyRegion region,
            @Nullable PressureWord statedWord,
            @Nullable Intensity statedNumber,
            @Nullable Instant statedAt,
            @Nullable Intensity number,
            @Nullable Instant numberAt,
            @Nullable Intensity observed) {

        static Known of(RegionState state) {
            var said = state.preference();
            return new Known(
                    state.region(),
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
    private @Nullable String region; // of a row from before it was sealed
    private byte[] sealed;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected RegionPlan() {}

    RegionPlan(UUID clientId, BodyRegion region, Vault vault) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.sealed = vault.seal(place(), Known.of(new RegionState(region, null, null, null, null)));
    }

    RegionState state(Vault vault) {
        var known = vault.open(place(), sealed, Known.class);
        return new RegionState(
                region(known.region, region), known.preference(), known.number, known.numberAt, known.observed);
    }

    /** Where it is sealed, or where it still lies in its column. */
    static BodyRegion region(@Nullable BodyRegion sealed, @Nullable String column) {
        if (sealed != null) {
            return sealed;
        }
        if (column == null) {
            throw new IllegalStateException("A row of a plan that names no region.");
        }
        return BodyRegion.valueOf(column.toUpperCase(Locale.ROOT));
    }

    void become(RegionState state, Vault vault) {
        sealed = vault.seal(place(), Known.of(state));
        region = null;
    }

    private Place place() {
        return SEALED.place(clientId, id);
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
