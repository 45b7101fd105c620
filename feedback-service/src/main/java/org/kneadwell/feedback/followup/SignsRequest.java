package org.kneadwell.feedback.followup;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.vocabulary.Sign;

@Schema(name = "AdverseSigns", description = "Warning signs noticed since a session. Taken at any time.")
record SignsRequest(
        @NotEmpty @Size(max = 13) Set<@NotNull Sign> signs,

        @Size(max = 2000) @Schema(description = "In the client's own words.") @Nullable
        String note,

        @Schema(description = "Whether the note is kept from the therapist. Left out: no.") @Nullable
        Boolean notePrivate) {

    boolean keepsNotePrivate() {
        return Boolean.TRUE.equals(notePrivate);
    }
}
