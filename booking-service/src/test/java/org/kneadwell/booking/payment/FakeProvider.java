package org.kneadwell.booking.payment;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.UUID;

/** A provider of payments, out in the world: it knows of a request at once and says later what came of it. */
@Singleton
class FakeProvider implements PaymentProvider {

    @Override
    public String key() {
        return "fake";
    }

    @Override
    public Asked ask(UUID requestId, Money money) {
        return new Asked("fake-" + requestId, URI.create("https://pay.example.test/" + requestId));
    }

    static String reference(String requestId) {
        return "fake-" + requestId;
    }
}
