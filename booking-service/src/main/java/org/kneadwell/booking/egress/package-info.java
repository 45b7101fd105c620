/** Requests to addresses that strangers gave us: where they may go. */
@NullMarked
package org.kneadwell.booking.egress;

import org.jspecify.annotations.NullMarked;
