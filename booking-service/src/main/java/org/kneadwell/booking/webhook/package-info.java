/** Tells other systems what happened, at addresses they named: signed, thin, tried again for days. */
@NullMarked
package org.kneadwell.booking.webhook;

import org.jspecify.annotations.NullMarked;
