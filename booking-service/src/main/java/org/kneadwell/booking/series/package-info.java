/** Sessions booked together: the same time on the wall clock, week after week. */
@NullMarked
package org.kneadwell.booking.series;

import org.jspecify.annotations.NullMarked;
