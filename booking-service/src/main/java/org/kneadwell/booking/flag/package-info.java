/** Appointments that a coordinator has to look at, because a licence does not cover their day any more. */
@NullMarked
package org.kneadwell.booking.flag;

import org.jspecify.annotations.NullMarked;
