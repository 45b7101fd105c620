/** Which times of which therapists are free, read from the database and found by the pure engine. */
@NullMarked
package org.kneadwell.booking.slot;

import org.jspecify.annotations.NullMarked;
