package org.kneadwell.booking.therapist;

import java.util.UUID;

/** Somebody looks at the therapist their account belongs to; told inside the transaction that looks. */
public record TherapistSignedIn(UUID accountId) {}
