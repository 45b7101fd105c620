package org.kneadwell.booking.location;

import java.util.UUID;

/**
 * A place where one can be treated, as clients see it.
 *
 * @param zone the time zone all local times there are in
 */
record PlaceView(UUID id, String name, String address, String zone) {}
