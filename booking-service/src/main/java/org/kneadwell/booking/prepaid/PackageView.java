package org.kneadwell.booking.prepaid;

import java.util.UUID;
import org.kneadwell.booking.payment.Money;

/**
 * A package a therapist offers.
 *
 * @param price of all sessions together
 * @param validityDays how long the sessions may be used, from the day of payment
 */
record PackageView(
        UUID id, UUID therapistId, Service service, int sessions, Money price, int validityDays, boolean withdrawn) {

    record Service(UUID id, String name) {}
}
