/** How well a therapist fits a client: hard filters, score parts and their reasons. Pure: no framework, no clock, no I/O. */
@NullMarked
package org.kneadwell.booking.fit;

import org.jspecify.annotations.NullMarked;
