/** Appointments in people's own calendars, and the busy time of a therapist's own calendars here. */
@NullMarked
package org.kneadwell.booking.calendar;

import org.jspecify.annotations.NullMarked;
