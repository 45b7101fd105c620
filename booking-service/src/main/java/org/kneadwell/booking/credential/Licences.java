package org.kneadwell.booking.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kneadwell.booking.location.Locations;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.CredentialExpired;
import org.kneadwell.events.CredentialVerified;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Enters and verifies licences. Whose they may be is the caller's to check. */
@ApplicationScoped
public class Licences {

    private final LicenceRepository licences;
    private final Locations locations;
    private final Events events;
    private final Event<LicencesChanged> changes;
    private final Sql sql;
    private final Clock clock;

    Licences(
            LicenceRepository licences,
            Locations locations,
            Events events,
            Event<LicencesChanged> changes,
            Sql sql,
            Clock clock) {
        this.licences = licences;
        this.locations = locations;
        this.events = events;
        this.changes = changes;
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    public LicenceView add(UUID therapistId, NewLicence wanted) {
        if (wanted.validUntil().isBefore(wanted.validFrom())) {
            throw Problems.invalid(
                    422,
                    "licence-period",
                    "A licence ends on or after the day it begins.",
                    List.of(new Violation("validUntil", "Is before validFrom.")));
        }
        locations.requireJurisdiction("jurisdiction", wanted.jurisdiction());
        var id = Ids.next();
        // One who enters the same at the same time is waited for; asking first would see neither.
        int entered = sql.update(
                """
                insert into licence (id, version, therapist_id, jurisdiction, number, valid_from, valid_until, created_at)
                values (?, 0, ?, ?, ?, ?, ?, ?)
                on conflict (jurisdiction, number) where revoked_at is null do nothing
                """,
                id,
                therapistId,
                wanted.jurisdiction(),
                wanted.number().strip(),
                wanted.validFrom(),
                wanted.validUntil(),
                clock.instant());
        if (entered == 0) {
            throw Problems.of(409, "licence-exists", "A licence with this number was entered before.");
        }
        return new LicenceView(
                id,
                therapistId,
                wanted.jurisdiction(),
                wanted.number().strip(),
                wanted.validFrom(),
                wanted.validUntil(),
                false,
                false);
    }

    /** @return empty when the therapist has no such licence; verifying twice changes nothing */
    @Transactional
    public Optional<LicenceView> verify(UUID therapistId, UUID licenceId, UUID coordinator) {
        return licences.findByIdOptional(licenceId, LockModeType.PESSIMISTIC_WRITE)
                .filter(licence -> licence.therapistId().equals(therapistId))
                .map(licence -> {
                    if (licence.revoked()) {
                        throw Problems.of(
                                409,
                                "licence-revoked",
                                "This licence was revoked. Enter it anew once it counts again.");
                    }
                    boolean first = licence.verify(coordinator, clock.instant());
                    var view = licence.view();
                    if (first) {
                        events.publish(
                                new CredentialVerified(therapistId, licenceId, view.jurisdiction(), view.validUntil()));
                        licences.flush();
                        changes.fire(new LicencesChanged(therapistId));
                    }
                    return view;
                });
    }

    /**
     * Says that a verified licence does not count any more. Others are told as of an expiry; no appointment is cancelled by it.
     *
     * @return empty when the therapist has no such licence; revoking twice changes nothing
     */
    @Transactional
    public Optional<LicenceView> revoke(UUID therapistId, UUID licenceId, UUID coordinator, Revocation why) {
        return licences.findByIdOptional(licenceId, LockModeType.PESSIMISTIC_WRITE)
                .filter(licence -> licence.therapistId().equals(therapistId))
                .map(licence -> {
                    if (licence.revoked()) {
                        return licence.view();
                    }
                    if (!licence.verified()) {
                        throw Problems.of(
                                409, "licence-not-verified", "Only a licence that was verified can be revoked.");
                    }
                    licence.revoke(coordinator, why.reason(), clock.instant());
                    licences.flush();
                    var view = licence.view();
                    events.publish(
                            new CredentialExpired(therapistId, licenceId, view.jurisdiction(), view.validUntil()));
                    changes.fire(new LicencesChanged(therapistId));
                    return view;
                });
    }

    /** The licences of many therapists, by therapist, in one query; as they are stored, whatever this transaction read before. */
    @Transactional
    public Map<UUID, List<LicenceView>> of(Collection<UUID> therapistIds) {
        return sql
                .list(
                        """
                        select id, therapist_id, jurisdiction, number, valid_from, valid_until, verified_at is not null as verified,
                          revoked_at is not null as revoked
                        from licence where therapist_id = any (?) order by valid_until, id
                        """,
                        row -> new LicenceView(
                                row.getObject("id", UUID.class),
                                row.getObject("therapist_id", UUID.class),
                                row.getString("jurisdiction"),
                                row.getString("number"),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_until", LocalDate.class),
                                row.getBoolean("verified"),
                                row.getBoolean("revoked")),
                        therapistIds)
                .stream()
                .collect(Collectors.groupingBy(LicenceView::therapistId));
    }
}
