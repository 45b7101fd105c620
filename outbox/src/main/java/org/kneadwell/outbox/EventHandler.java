package org.kneadwell.outbox;

import java.util.Optional;

/**
 * Applies one type of event. Implementations are CDI beans.
 *
 * <p>The engine calls {@link #on} inside a JTA transaction that also moves the cursor: what the handler writes through
 * the same data source commits with the cursor or not at all. It must not begin, suspend or leave that transaction, and
 * what it does elsewhere (a mail, a call) can happen again after a roll-back: append an own event or row for those.
 *
 * @param <T> what the payload is read into; members it does not know are passed over
 */
public interface EventHandler<T> {

    /** The name on the wire, such as {@code booking.appointment-booked.v1}. */
    String type();

    Class<T> payloadType();

    /**
     * The additional subscription this handler belongs to, as named in {@code kneadwell.outbox.subscriptions}; empty: the
     * main one of its source. An additional subscription begins with the oldest event there is, which rebuilds a read model
     * beside the one in use.
     */
    default Optional<String> subscription() {
        return Optional.empty();
    }

    /**
     * Applies the event. A thrown exception rolls back; the event is tried again and after the configured number of
     * attempts parked, with the later events of its aggregate behind it.
     */
    void on(T payload, Delivery delivery);
}
