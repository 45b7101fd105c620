package org.kneadwell.intake.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** One change of one region, with its reason; never changed itself. */
@Entity
@Immutable
@Table(name = "plan_change")
class PlanChange {

    static final SealedTable SEALED = new SealedTable("plan_change", "id", "client_id", "region");

    /** @param region null where it has not moved here from its column yet */
    record Said(
            @Nullable BodyRegion region,
            @Nullable Intensity from,
            @Nullable Intensity to,
            ChangeKind kind,
            Sentence sentence) {}

    @Id
    private UUID id;

    private UUID clientId;
    private @Nullable String region; // of a row from before it was sealed
    private Instant at;

    private @Nullable UUID causeId;
    private byte[] sealed;

    @SuppressWarnings("NullAway.Init")
    protected PlanChange() {}

    PlanChange(
            UUID clientId,
            BodyRegion region,
            Instant at,
            @Nullable Intensity from,
            @Nullable Intensity to,
            ChangeKind kind,
            @Nullable UUID causeId,
            Sentence sentence,
            Vault vault) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.at = at;
        this.causeId = causeId;
        this.sealed = vault.seal(place(), new Said(region, from, to, kind, sentence));
    }

    Change view(Vault vault, Language language) {
        var said = vault.open(place(), sealed, Said.class);
        return new Change(
                id,
                RegionPlan.region(said.region, region),
                at,
                said.from == null ? null : said.from.value(),
                said.to == null ? null : said.to.value(),
                said.kind,
                causeId,
                said.sentence.in(language));
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
}
