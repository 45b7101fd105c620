package org.kneadwell.booking.flag;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.time.InOurTime;

/**
 * What a coordinator decides about a flagged appointment; it is done in the same step.
 *
 * @param start when the session is to be instead; with {@code rebooked} only
 * @param note for other coordinators
 */
record Resolution(
        @NotNull Outcome outcome,
        @InOurTime @Nullable Instant start,
        @Nullable @Size(min = 1, max = 500) String note) {

    enum Outcome {
        /** It takes place as agreed. */
        @JsonProperty("kept")
        KEPT,
        /** It is moved to another time of the same therapist, which a licence covers. */
        @JsonProperty("rebooked")
        REBOOKED,
        @JsonProperty("cancelled")
        CANCELLED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
