package org.kneadwell.booking.session;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.kneadwell.vocabulary.BodyRegion;

/** @param regions the regions that were worked */
public record CompletionRequest(@NotNull @NotEmpty Set<@NotNull BodyRegion> regions) {}
