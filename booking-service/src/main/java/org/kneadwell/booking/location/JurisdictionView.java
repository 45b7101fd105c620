package org.kneadwell.booking.location;

/** A place with its own licences. */
record JurisdictionView(String code, String name) {}
