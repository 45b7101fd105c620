/** How many bookings a second the packaged service makes, and how long one takes, next to pgbench with the same statements. */
@NullMarked
package org.kneadwell.benchmarks.booking;

import org.jspecify.annotations.NullMarked;
