package org.kneadwell.intake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.intake.pressure.RegionState;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** Rows whose region lies in its column still, as those do that were sealed before it was a part of them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class MovingRegionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Inject
    PlanBook plan;

    @Inject
    ClientPlanRepository plans;

    @Inject
    EntityManager entities;

    @Inject
    Vault vault;

    @Inject
    ClientScope scope;

    private UUID client;

    @BeforeEach
    void aPlanFromBefore() {
        client = UUID.randomUUID();
        var row = UUID.randomUUID();
        var change = UUID.randomUUID();
        inTheirName(() -> {
            plans.lock(client);
            var known = new RegionPlan.Known(null, null, null, null, Intensity.of(4), NOON, null);
            entities.createNativeQuery(
                            "insert into region_plan (id, client_id, region, sealed, version) values (?1, ?2, 'low_back', ?3, 0)")
                    .setParameter(1, row)
                    .setParameter(2, client)
                    .setParameter(3, vault.seal(RegionPlan.SEALED.place(client, row), known))
                    .executeUpdate();
            var said = new PlanChange.Said(
                    null, Intensity.of(5), Intensity.of(4), ChangeKind.INTAKE, Sentence.of("because.today"));
            return entities.createNativeQuery(
                            "insert into plan_change (id, client_id, region, at, sealed) values (?1, ?2, 'low_back', now(), ?3)")
                    .setParameter(1, change)
                    .setParameter(2, client)
                    .setParameter(3, vault.seal(PlanChange.SEALED.place(client, change), said))
                    .executeUpdate();
        });
    }

    @Test
    void they_are_read_as_before() {
        assertThat(inTheirName(() -> plan.states(client)))
                .containsOnlyKeys(BodyRegion.LOW_BACK)
                .hasEntrySatisfying(
                        BodyRegion.LOW_BACK, state -> assertThat(state.number()).isEqualTo(Intensity.of(4)));
        assertThat(inTheirName(() -> plan.history(client, BodyRegion.LOW_BACK, null, null, 10)))
                .hasSize(1);
        assertThat(inTheirName(() -> plan.history(client, BodyRegion.HIPS, null, null, 10)))
                .isEmpty();
        assertThat(inTheirName(() -> plan.lastChanges(client))).containsOnlyKeys(BodyRegion.LOW_BACK);
    }

    @Test
    void what_changes_takes_its_region_along_and_stays_one_row() {
        inTheirName(() -> {
            plan.lock(client);
            plan.confirm(client, BodyRegion.LOW_BACK, Intensity.of(3));
            plan.confirm(client, BodyRegion.HIPS, Intensity.of(2));
            return plans;
        });

        assertThat(inTheirName(() -> plan.states(client)))
                .containsOnlyKeys(BodyRegion.LOW_BACK, BodyRegion.HIPS)
                .extractingByKey(BodyRegion.LOW_BACK)
                .extracting(RegionState::observed)
                .isEqualTo(Intensity.of(3));
        assertThat(regionsInClear()).isEmpty();
    }

    private List<?> regionsInClear() {
        return inTheirName(() -> entities.createNativeQuery(
                        "select region from region_plan where client_id = ?1 and region is not null")
                .setParameter(1, client)
                .getResultList());
    }

    private <T> T inTheirName(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            scope.enter(client);
            return work.call();
        });
    }
}
