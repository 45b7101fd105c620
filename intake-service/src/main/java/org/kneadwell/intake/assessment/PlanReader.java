package org.kneadwell.intake.assessment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.plan.Change;
import org.kneadwell.intake.plan.PlanBook;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.vocabulary.BodyRegion;

/** What a client reads of their own plan. */
@ApplicationScoped
class PlanReader {

    private final Assessments assessments;
    private final PlanBook plan;
    private final EntityManager entities;
    private final Clock clock;

    PlanReader(Assessments assessments, PlanBook plan, EntityManager entities, Clock clock) {
        this.assessments = assessments;
        this.plan = plan;
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    PressurePlanView plan(UUID clientId, @Nullable UUID therapistId) {
        var first = therapistId == null || !hasVisited(clientId, therapistId);
        var picture = assessments.picture(clientId, assessments.today(), first).orElseThrow(Problems::notFound);
        return picture.plan(picture.visit(clock.instant(), first, Tolerance.SAME));
    }

    @Transactional
    List<Change> history(
            UUID clientId, @Nullable BodyRegion region, @Nullable UUID causeId, @Nullable UUID before, int limit) {
        return plan.history(clientId, region, causeId, before, limit);
    }

    private boolean hasVisited(UUID clientId, UUID therapistId) {
        return (Boolean) entities.createNativeQuery("""
                        select exists (select from appointment
                                       where client_id = ?1 and therapist_id = ?2 and state = 'completed')
                        """, Boolean.class)
                .setParameter(1, clientId)
                .setParameter(2, therapistId)
                .getSingleResult();
    }
}
