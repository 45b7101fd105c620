package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Keeps what decides whether self-massage is shown. */
@ApplicationScoped
class OnIntakeAssessed implements EventHandler<IntakeAssessed> {

    private final ClientIntakeRepository intakes;
    private final Vault vault;

    OnIntakeAssessed(ClientIntakeRepository intakes, Vault vault) {
        this.intakes = intakes;
        this.vault = vault;
    }

    @Override
    public String type() {
        return EventTypes.of(IntakeAssessed.class);
    }

    @Override
    public Class<IntakeAssessed> payloadType() {
        return IntakeAssessed.class;
    }

    @Override
    public void on(IntakeAssessed assessed, Delivery delivery) {
        intakes.findByIdOptional(assessed.clientId())
                .ifPresentOrElse(
                        known -> known.update(assessed, vault),
                        () -> intakes.persist(new ClientIntake(assessed, vault)));
    }
}
