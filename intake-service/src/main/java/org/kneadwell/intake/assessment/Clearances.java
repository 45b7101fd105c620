package org.kneadwell.intake.assessment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.kneadwell.events.ClearanceExpired;
import org.kneadwell.events.ClearanceRecorded;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.intake.triage.Rule;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;
import org.kneadwell.kit.vault.Vault;

/** Clinicians' notes: put on file, begun, ended; each time the client is assessed again. */
@ApplicationScoped
class Clearances {

    /** A note older than this is not about the client as they are now. */
    private static final int LONGEST_YEARS = 2;

    private final ClearanceRepository clearances;
    private final Assessments assessments;
    private final Consents consents;
    private final Events events;
    private final Vault vault;
    private final ClientScope scope;
    private final Clock clock;

    Clearances(
            ClearanceRepository clearances,
            Assessments assessments,
            Consents consents,
            Events events,
            Vault vault,
            ClientScope scope,
            Clock clock) {
        this.clearances = clearances;
        this.assessments = assessments;
        this.consents = consents;
        this.events = events;
        this.vault = vault;
        this.scope = scope;
        this.clock = clock;
    }

    @Transactional
    ClearanceResource.ClearanceView record(UUID clientId, ClearanceResource.ClearanceRequest request) {
        var today = assessments.today();
        var wrong = new ArrayList<Violation>();
        for (int i = 0; i < request.conditions().size(); i++) {
            if (RuleSets.current()
                    .rule(request.conditions().get(i))
                    .map(Rule::whenCleared)
                    .isEmpty()) {
                wrong.add(new Violation("conditions[" + i + "]", "A note cannot clear this, or it is not known."));
            }
        }
        if (request.notedOn().isAfter(today)) {
            wrong.add(new Violation("notedOn", "The note cannot be from the future."));
        }
        if (request.validUntil().isBefore(request.validFrom())) {
            wrong.add(new Violation("validUntil", "The note cannot end before it begins."));
        }
        if (request.validUntil().isBefore(today)) {
            wrong.add(new Violation("validUntil", "The note has already ended."));
        }
        if (request.validFrom().isBefore(request.notedOn())) {
            wrong.add(new Violation("validFrom", "The note cannot be valid before it was written."));
        }
        if (request.validUntil().isAfter(request.validFrom().plusYears(LONGEST_YEARS))) {
            wrong.add(new Violation("validUntil", "A note is valid for two years at most."));
        }
        if (!wrong.isEmpty()) {
            throw Problems.invalid(422, "clearance-not-valid", "This note cannot be put on file as it is.", wrong);
        }
        consents.require(clientId);
        var clearance = new Clearance(clientId, request, clock.instant(), today, vault);
        clearances.persistAndFlush(clearance);
        events.publish(new ClearanceRecorded(clientId, clearance.id(), clearance.validFrom(), clearance.validUntil()));
        assessments.reassess(clientId, "clearance", clearance.id());
        return clearance.view(today, vault);
    }

    @Transactional
    List<ClearanceResource.ClearanceView> of(UUID clientId) {
        var today = assessments.today();
        return clearances.of(clientId).stream()
                .map(clearance -> clearance.view(today, vault))
                .toList();
    }

    /**
     * Begins or ends one note that is due; other replicas skip the one that is locked.
     *
     * @return whether there was one
     */
    @Transactional
    boolean turnOne() {
        var today = assessments.today();
        scope.open(Purpose.DUE);
        for (var id : clearances.dueOn(today)) {
            var clearance = clearances.findById(id);
            clearance.start();
            if (clearance.validUntil().isBefore(today)) {
                clearance.expire(clock.instant());
                events.publish(new ClearanceExpired(clearance.clientId(), id, clearance.validUntil()));
            }
            clearances.flush();
            if (consents.given(clearance.clientId())) {
                assessments.reassess(clearance.clientId(), "clearance", id);
            }
            return true;
        }
        return false;
    }
}
