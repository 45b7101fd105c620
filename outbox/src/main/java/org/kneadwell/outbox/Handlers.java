package org.kneadwell.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which handlers want which type. */
final class Handlers {

    private final Map<String, List<EventHandler<?>>> byType = new HashMap<>();
    private final Set<String> ignoredTypes;
    private final Meters meters;

    Handlers(Iterable<? extends EventHandler<?>> handlers, Set<String> ignoredTypes, Meters meters) {
        for (var handler : handlers) {
            byType.merge(handler.type(), List.of(handler), Handlers::inOrder);
        }
        for (var type : ignoredTypes) {
            if (byType.containsKey(type)) {
                throw new IllegalArgumentException(type + " is on the list of ignored types and has a handler.");
            }
        }
        this.ignoredTypes = ignoredTypes;
        this.meters = meters;
    }

    private static List<EventHandler<?>> inOrder(List<EventHandler<?>> some, List<EventHandler<?>> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparing(handler -> handler.getClass().getName()))
                .toList();
    }

    /** What came of handing an event on; a handler's own failure is thrown. */
    enum Outcome {
        HANDLED,
        IGNORED,
        UNKNOWN_TYPE
    }

    /** The payload does not fit; trying again cannot help. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(Throwable cause) {
            super(cause);
        }
    }

    Outcome hand(StoredEvent event) throws Unreadable {
        var handlers = byType.get(event.type());
        if (handlers == null) {
            return ignoredTypes.contains(event.type()) ? Outcome.IGNORED : Outcome.UNKNOWN_TYPE;
        }
        var began = System.nanoTime();
        for (var handler : handlers) {
            hand(event, handler);
        }
        meters.handled(event.type(), System.nanoTime() - began);
        return Outcome.HANDLED;
    }

    private static <T> void hand(StoredEvent event, EventHandler<T> handler) throws Unreadable {
        T payload;
        try {
            payload = EventJson.MAPPER.readValue(event.payload(), handler.payloadType());
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
        handler.on(payload, event.delivery());
    }
}
