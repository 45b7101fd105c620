package org.kneadwell.booking.appointment;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells clients whose request nobody answered. The time itself is free again at the very instant, whether or not this has run. */
@ApplicationScoped
class UnansweredRequests {

    private final AppointmentService appointments;

    UnansweredRequests(AppointmentService appointments) {
        this.appointments = appointments;
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void tell() {
        int some;
        do {
            some = appointments.writeDownUnanswered();
        } while (some > 0);
    }
}
