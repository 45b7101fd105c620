/** Waiting for time to become free: offers in order, each with a hold behind it and a time limit. */
@NullMarked
package org.kneadwell.booking.waitlist;

import org.jspecify.annotations.NullMarked;
