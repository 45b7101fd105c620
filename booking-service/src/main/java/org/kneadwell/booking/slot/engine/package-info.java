/**
 * Which times can be booked: a pure function of hours, busy time and rules. No clock, no container, no database.
 *
 * <p>All intervals are half-open. Local hours are resolved per date in the therapist's zone: a time that a clock change
 * skips moves forward by the gap, a time that comes twice is the earlier one.
 */
@NullMarked
package org.kneadwell.booking.slot.engine;

import org.jspecify.annotations.NullMarked;
