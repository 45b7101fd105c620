/** Which therapists fit a client, explained. */
@NullMarked
package org.kneadwell.booking.matching;

import org.jspecify.annotations.NullMarked;
