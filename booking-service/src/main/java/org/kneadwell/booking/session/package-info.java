/** What happens on the table: check-ins against the client's own number, and the end of the session. */
@NullMarked
package org.kneadwell.booking.session;

import org.jspecify.annotations.NullMarked;
