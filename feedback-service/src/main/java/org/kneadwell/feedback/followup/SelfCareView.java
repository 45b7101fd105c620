package org.kneadwell.feedback.followup;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SelfCare", description = "How to massage oneself.")
record SelfCareView(
        @Schema(required = true, description = "Paragraphs in their order; none when nothing is to be shown.")
        List<String> items) {}
