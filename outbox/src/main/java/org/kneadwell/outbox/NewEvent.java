package org.kneadwell.outbox;

import static java.util.Objects.requireNonNull;

/**
 * An event to be written.
 *
 * @param aggregateType the kind of aggregate, such as {@code appointment}
 * @param aggregateId its identifier; events of one aggregate are delivered in the order of their commits
 * @param type the name on the wire with its version, such as {@code booking.appointment-booked.v1}
 * @param payload what Jackson turns into a JSON object of at most 1 MiB
 */
public record NewEvent(String aggregateType, String aggregateId, String type, Object payload) {

    /** @throws IllegalArgumentException when a name is blank */
    public NewEvent {
        requireText(aggregateType, "aggregateType");
        requireText(aggregateId, "aggregateId");
        requireText(type, "type");
        requireNonNull(payload, "payload");
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank.");
        }
    }
}
