/** Holding, booking and cancelling time. One exclusion constraint decides every race. */
@NullMarked
package org.kneadwell.booking.appointment;

import org.jspecify.annotations.NullMarked;
