package org.kneadwell.outbox;

import java.util.Map;

/**
 * Takes the trace of a request along with its events, so that one can be followed through the services. A CDI bean of
 * this type is used if there is one; without it events carry no headers.
 */
public interface TraceContext {

    /**
     * What an event appended now is to carry, such as {@code traceparent} after W3C Trace Context; empty when no trace is
     * running. Called on the thread that appends.
     */
    Map<String, String> capture();

    /**
     * Makes the trace of a delivered event the running one until the scope is closed. Called around its handlers.
     *
     * @param type the event's, such as {@code booking.appointment-booked.v1}
     */
    Scope restore(String type, Map<String, String> headers);

    /** A restored trace. */
    interface Scope extends AutoCloseable {

        /** A handler has failed: the event will be tried again or put aside. Called before {@link #close}. */
        default void failed(Throwable failure) {}

        @Override
        void close();
    }

    /** Carries nothing. */
    TraceContext NONE = new TraceContext() {

        @Override
        public Map<String, String> capture() {
            return Map.of();
        }

        @Override
        public Scope restore(String type, Map<String, String> headers) {
            return () -> {};
        }
    };
}
