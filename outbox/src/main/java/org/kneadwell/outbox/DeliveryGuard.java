package org.kneadwell.outbox;

/**
 * Decides whether an event is still to be acted on here. A CDI bean of this type is used if there is one; without it every event
 * is.
 */
public interface DeliveryGuard {

    /**
     * Called before each handler, in its transaction.
     *
     * @return false: the handler is not called, and the event counts as applied
     */
    boolean admits(Object payload, Delivery delivery);

    /** Lets everything through. */
    DeliveryGuard NONE = (payload, delivery) -> true;
}
