package org.kneadwell.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which handlers of a subscription want which type. */
final class Handlers {

    private final Map<String, List<Reading<?>>> byType = new HashMap<>();
    private final Set<String> passedOver = new HashSet<>();
    private final Meters meters;
    private final TraceContext trace;
    private final DeliveryGuard guard;
    private final PayloadSeal seal;

    /** A handler with what reads its payload. */
    private record Reading<T>(EventHandler<T> handler, Class<T> payloadType, ObjectReader reader) {

        static <T> Reading<T> of(EventHandler<T> handler) {
            return new Reading<>(handler, handler.payloadType(), EventJson.MAPPER.readerFor(handler.payloadType()));
        }
    }

    /**
     * @param handlers those of all subscriptions: what one of the others handles is known here, and passed over
     * @param subscription the name of an additional subscription; empty for the main ones
     */
    Handlers(
            Iterable<? extends EventHandler<?>> handlers,
            Optional<String> subscription,
            Set<String> ignoredTypes,
            Meters meters,
            TraceContext trace,
            DeliveryGuard guard,
            PayloadSeal seal) {
        for (var handler : handlers) {
            if (ignoredTypes.contains(handler.type())) {
                throw new IllegalArgumentException(
                        handler.type() + " is on the list of ignored types and has a handler.");
            }
            if (handler.subscription().equals(subscription)) {
                byType.merge(handler.type(), List.of(Reading.of(handler)), Handlers::inOrder);
            } else {
                passedOver.add(handler.type());
            }
        }
        passedOver.addAll(ignoredTypes);
        this.meters = meters;
        this.trace = trace;
        this.guard = guard;
        this.seal = seal;
    }

    private static List<Reading<?>> inOrder(List<Reading<?>> some, List<Reading<?>> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparing(
                        reading -> reading.handler().getClass().getName()))
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
        var readings = byType.get(event.type());
        if (readings == null) {
            return passedOver.contains(event.type()) ? Outcome.IGNORED : Outcome.UNKNOWN_TYPE;
        }
        var began = System.nanoTime();
        try (var running = trace.restore(event.type(), EventJson.headers(event.headers()))) {
            hand(event, readings, running);
        }
        meters.handled(event.type(), System.nanoTime() - began);
        return Outcome.HANDLED;
    }

    private void hand(StoredEvent event, List<Reading<?>> readings, TraceContext.Scope running) throws Unreadable {
        try {
            var json = seal.open(event.delivery(), event.payload());
            for (var reading : readings) {
                hand(event.delivery(), json, reading);
            }
        } catch (Unreadable | RuntimeException | Error e) {
            running.failed(e);
            throw e;
        }
    }

    private <T> void hand(Delivery delivery, String json, Reading<T> reading) throws Unreadable {
        T payload;
        try {
            payload = reading.payloadType().cast(reading.reader().readValue(json));
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
        if (guard.admits(payload, delivery)) {
            reading.handler().on(payload, delivery);
        }
    }
}
