package org.kneadwell.booking.credential;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "licence")
class Licence {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "therapist_id")
    private UUID therapistId;

    private String jurisdiction;
    private String number;

    @Column(name = "valid_from")
    private LocalDate validFrom;

    @Column(name = "valid_until")
    private LocalDate validUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "verified_at")
    private @Nullable Instant verifiedAt;

    @Column(name = "verified_by")
    private @Nullable UUID verifiedBy;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "revoked_by")
    private @Nullable UUID revokedBy;

    @Column(name = "revoked_reason")
    private @Nullable String revokedReason;

    @SuppressWarnings("NullAway.Init")
    protected Licence() {}

    /** @return whether it was not verified before */
    boolean verify(UUID coordinator, Instant now) {
        if (verifiedAt != null) {
            return false;
        }
        verifiedAt = now;
        verifiedBy = coordinator;
        return true;
    }

    /** It counts no more, from now on; that it was verified once is known from what was told then. */
    void revoke(UUID coordinator, String reason, Instant now) {
        verifiedAt = null;
        verifiedBy = null;
        revokedAt = now;
        revokedBy = coordinator;
        revokedReason = reason;
    }

    boolean verified() {
        return verifiedAt != null;
    }

    boolean revoked() {
        return revokedAt != null;
    }

    UUID therapistId() {
        return therapistId;
    }

    LicenceView view() {
        return new LicenceView(
                id, therapistId, jurisdiction, number, validFrom, validUntil, verifiedAt != null, revokedAt != null);
    }
}
