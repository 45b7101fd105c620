package org.kneadwell.booking.location;

import java.util.UUID;

/**
 * A place where sessions take place.
 *
 * @param jurisdiction whose licences count there, as a code
 * @param zone the time zone all local times there are in
 */
public record LocationView(UUID id, String name, String address, String jurisdiction, String zone) {}
