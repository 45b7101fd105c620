/** Keeps what is stored of therapists in memory, never staler than what the reading transaction could see. */
@NullMarked
package org.kneadwell.booking.catalogue;

import org.jspecify.annotations.NullMarked;
