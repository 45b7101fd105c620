package org.kneadwell.booking.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kneadwell.booking.location.Locations;
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
    private final Clock clock;

    Licences(LicenceRepository licences, Locations locations, Events events, Clock clock) {
        this.licences = licences;
        this.locations = locations;
        this.events = events;
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
        if (licences.count(
                        "jurisdiction = ?1 and number = ?2",
                        wanted.jurisdiction(),
                        wanted.number().strip())
                > 0) {
            throw Problems.of(409, "licence-exists", "A licence with this number was entered before.");
        }
        var licence = new Licence(Ids.next(), therapistId, wanted, clock.instant());
        licences.persist(licence);
        return licence.view();
    }

    /** @return empty when the therapist has no such licence; verifying twice changes nothing */
    @Transactional
    public Optional<LicenceView> verify(UUID therapistId, UUID licenceId, UUID coordinator) {
        return licences.findByIdOptional(licenceId)
                .filter(licence -> licence.therapistId().equals(therapistId))
                .map(licence -> {
                    boolean first = licence.verify(coordinator, clock.instant());
                    var view = licence.view();
                    if (first) {
                        events.publish(
                                new CredentialVerified(therapistId, licenceId, view.jurisdiction(), view.validUntil()));
                    }
                    return view;
                });
    }

    /** The licences of many therapists, by therapist, in one query. */
    @Transactional
    public Map<UUID, List<LicenceView>> of(Collection<UUID> therapistIds) {
        return licences.list("therapistId in ?1 order by validUntil, id", therapistIds).stream()
                .map(Licence::view)
                .collect(Collectors.groupingBy(LicenceView::therapistId));
    }
}
