/** How the events of the other services arrive, for coordinators. */
@NullMarked
package org.kneadwell.booking.delivery;

import org.jspecify.annotations.NullMarked;
