package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

/** Keeps what decides whether self-massage is shown. */
@ApplicationScoped
class OnIntakeAssessed implements EventHandler<IntakeAssessed> {

    private final ClientIntakeRepository intakes;

    OnIntakeAssessed(ClientIntakeRepository intakes) {
        this.intakes = intakes;
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
        var known = intakes.findByIdOptional(assessed.clientId());
        var intake = known.orElseGet(() -> new ClientIntake(assessed.clientId()));
        intake.update(assessed);
        if (known.isEmpty()) {
            intakes.persist(intake);
        }
    }
}
