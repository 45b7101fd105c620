/** Packages of sessions: offered, bought, paid, and used one by one. */
@NullMarked
package org.kneadwell.booking.prepaid;

import org.jspecify.annotations.NullMarked;
