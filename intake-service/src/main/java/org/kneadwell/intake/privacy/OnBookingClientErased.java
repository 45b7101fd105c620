package org.kneadwell.intake.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.events.BookingClientErased;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnBookingClientErased implements EventHandler<BookingClientErased> {

    private final Erasures erasures;

    OnBookingClientErased(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public String type() {
        return EventTypes.of(BookingClientErased.class);
    }

    @Override
    public Class<BookingClientErased> payloadType() {
        return BookingClientErased.class;
    }

    @Override
    public void on(BookingClientErased event, Delivery delivery) {
        erasures.bookingDone(event.erasureId(), event.erasedAt());
    }
}
