package org.kneadwell.booking.therapist;

import org.kneadwell.booking.fit.TherapistOffer;

/** A published therapist, as matching weighs one and as a client sees one. */
public record PublishedTherapist(TherapistOffer offer, TherapistView view) {}
