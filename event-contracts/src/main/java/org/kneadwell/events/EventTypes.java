package org.kneadwell.events;

/** Reads the {@link EventType} of an event's class. */
public final class EventTypes {

    private EventTypes() {}

    /**
     * The name on the wire, such as {@code booking.appointment-booked.v1}.
     *
     * @throws IllegalArgumentException when the class carries no {@link EventType}
     */
    public static String of(Class<? extends Event> event) {
        return annotation(event).value();
    }

    /**
     * The kind of aggregate the event belongs to, such as {@code appointment}.
     *
     * @throws IllegalArgumentException when the class carries no {@link EventType}
     */
    public static String aggregateOf(Class<? extends Event> event) {
        return annotation(event).aggregate();
    }

    /**
     * Whether what the event says is sealed where it is stored.
     *
     * @throws IllegalArgumentException when the class carries no {@link EventType}
     */
    public static boolean tellsOfHealth(Class<? extends Event> event) {
        return annotation(event).health();
    }

    private static EventType annotation(Class<? extends Event> event) {
        var type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getName() + " carries no @EventType.");
        }
        return type;
    }
}
