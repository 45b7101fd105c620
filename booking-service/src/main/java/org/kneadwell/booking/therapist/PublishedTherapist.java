package org.kneadwell.booking.therapist;

import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.fit.Traits;

/** A published therapist, as matching weighs one and as a client sees one. */
public record PublishedTherapist(TherapistOffer offer, Traits traits, TherapistView view) {}
