/** What a practice wants to know of a period: how full it was, what was called off, who did not come. No health data. */
@NullMarked
package org.kneadwell.booking.figures;

import org.jspecify.annotations.NullMarked;
