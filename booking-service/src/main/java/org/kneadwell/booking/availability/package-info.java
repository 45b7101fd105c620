/** When a therapist works: weekly hours, single dates that differ, and time off. Local times are in the therapist's zone. */
@NullMarked
package org.kneadwell.booking.availability;

import org.jspecify.annotations.NullMarked;
