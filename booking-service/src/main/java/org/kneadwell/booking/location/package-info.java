/** Where sessions take place, and whose law holds there. */
@NullMarked
package org.kneadwell.booking.location;

import org.jspecify.annotations.NullMarked;
