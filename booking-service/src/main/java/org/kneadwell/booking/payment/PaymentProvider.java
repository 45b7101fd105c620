package org.kneadwell.booking.payment;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port to somebody who collects money. To put one on, add a bean: clients name it by its key. It tells
 * {@link PaymentRequests#confirmed} or {@link PaymentRequests#failed} what came of a request, as often as it likes.
 * Card data stays with the provider and never comes here.
 */
public interface PaymentProvider {

    /** What a client chooses it by, such as {@code desk}. At most 40 characters, and never another's. */
    String key();

    /**
     * Asks for money. It happens inside the transaction that remembers the request, so it is quick, and it may be asked again with
     * the same id after a failure.
     *
     * @throws RuntimeException when it cannot be reached; then nothing is remembered
     */
    Asked ask(UUID requestId, Money money);

    /**
     * A request the provider knows of now; whether it is paid it says later.
     *
     * @param reference the provider's own, unique with it
     * @param continueAt where the client goes on to pay, if anywhere
     */
    record Asked(String reference, @Nullable URI continueAt) {}
}
