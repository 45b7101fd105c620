package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.feedback.rules.SelfCare;
import org.kneadwell.vocabulary.BodyRegion;

/** What decides whether a client is shown self-massage: the result of the latest intake, never what was answered. */
@Entity
@Table(name = "client_intake")
class ClientIntake {

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "assessed_at")
    private Instant assessedAt;

    @Column(name = "triage_ok")
    private boolean triageOk;

    private int ceiling;

    private boolean wanted;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "leave_alone")
    private LeaveAlone leaveAlone;

    record LeaveAlone(List<BodyRegion> regions) {}

    @SuppressWarnings("NullAway.Init") // for JPA
    protected ClientIntake() {}

    ClientIntake(UUID clientId) {
        this.clientId = clientId;
        this.assessedAt = Instant.EPOCH;
        this.leaveAlone = new LeaveAlone(List.of());
    }

    void update(IntakeAssessed assessed) {
        assessedAt = assessed.assessedAt();
        // gentle_only and every cleared condition need modified pressure; what is left, and bookable, is "ok".
        triageOk = assessed.bookable() && !assessed.needsModifiedPressure();
        ceiling = assessed.ceiling();
        wanted = assessed.wantsSelfCare();
        leaveAlone = new LeaveAlone(assessed.regions().stream()
                .filter(region -> region.start() == null)
                .map(RegionTarget::region)
                .toList());
    }

    SelfCare.Intake facts() {
        return new SelfCare.Intake(triageOk, ceiling, wanted, Set.copyOf(leaveAlone.regions()));
    }
}
