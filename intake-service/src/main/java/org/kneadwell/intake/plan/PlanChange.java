package org.kneadwell.intake.plan;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** One change of one region, with its reason; never changed itself. */
@Entity
@Immutable
@Table(name = "plan_change")
class PlanChange {

    @Id
    private UUID id;

    private UUID clientId;
    private String region;
    private Instant at;

    @Column(name = "from_number")
    private @Nullable Integer fromNumber;

    @Column(name = "to_number")
    private @Nullable Integer toNumber;

    private String kind;
    private @Nullable UUID causeId;
    private String sentence;

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
            String sentence) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.region = region.key();
        this.at = at;
        this.fromNumber = from == null ? null : from.value();
        this.toNumber = to == null ? null : to.value();
        this.kind = kind.key();
        this.causeId = causeId;
        this.sentence = sentence;
    }

    Change view() {
        return new Change(
                id,
                BodyRegion.valueOf(region.toUpperCase(Locale.ROOT)),
                at,
                fromNumber,
                toNumber,
                ChangeKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                causeId,
                sentence);
    }

    UUID clientId() {
        return clientId;
    }
}
