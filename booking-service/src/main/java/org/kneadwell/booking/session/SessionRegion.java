package org.kneadwell.booking.session;

import org.kneadwell.vocabulary.BodyRegion;

/** What the client's plan said of a region when the session began, and whether it was worked. */
record SessionRegion(BodyRegion region, RegionAim aim, boolean worked) {}
