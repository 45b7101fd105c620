package org.kneadwell.booking.webhook;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.AppointmentNoShow;
import org.kneadwell.events.AppointmentRescheduled;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.events.TherapistPublished;

/** Which events are told to other systems, and the state each leaves its subject in. All that is told are these words and ids. */
final class WebhookEvents {

    /** Sent when somebody wants to see whether deliveries arrive. */
    static final String TEST = "booking.webhook-test.v1";

    private static final Map<String, String> STATES = new TreeMap<>(Map.of(
            EventTypes.of(AppointmentBooked.class), "booked",
            EventTypes.of(AppointmentRescheduled.class), "booked",
            EventTypes.of(AppointmentCancelled.class), "cancelled",
            EventTypes.of(AppointmentNoShow.class), "no_show",
            EventTypes.of(SessionCompleted.class), "completed",
            EventTypes.of(TherapistPublished.class), "published"));

    private WebhookEvents() {}

    static boolean isTold(String type) {
        return STATES.containsKey(type);
    }

    /** All of them, in a sentence. */
    static String all() {
        return String.join(", ", STATES.keySet());
    }

    static String stateAfter(String type) {
        return Objects.requireNonNullElse(STATES.get(type), "test");
    }
}
