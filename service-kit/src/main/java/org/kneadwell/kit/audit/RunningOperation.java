package org.kneadwell.kit.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the running request, or the event being applied, is about. */
@RequestScoped
public class RunningOperation {

    private @Nullable String name;
    private @Nullable UUID appointmentId;

    /** @param name an operation's id, or an event's type */
    public void begin(String name, @Nullable UUID appointmentId) {
        this.name = name;
        this.appointmentId = appointmentId;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    UUID appointmentId() {
        return appointmentId;
    }
}
