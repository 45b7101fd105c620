package org.kneadwell.intake.consent;

import java.util.UUID;

/** Told inside this service, in the transaction: what was stopped by a withdrawal goes on. */
public record ConsentGivenAgain(UUID clientId) {}
