/** Licences: entered, verified by a coordinator, expired. */
@NullMarked
package org.kneadwell.booking.credential;

import org.jspecify.annotations.NullMarked;
