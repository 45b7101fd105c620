package org.kneadwell.booking.prepaid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.kneadwell.booking.payment.PaidFor;
import org.kneadwell.booking.payment.PaymentReceived;

/** Opens a package when a provider of payments has collected its price. */
@ApplicationScoped
class OnPaymentReceived {

    private final Purchases purchases;

    OnPaymentReceived(Purchases purchases) {
        this.purchases = purchases;
    }

    void on(@Observes PaymentReceived received) {
        if (received.what() instanceof PaidFor.PackagePurchase(java.util.UUID id)) {
            purchases.paymentReceived(id);
        }
    }
}
