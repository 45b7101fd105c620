/** Inviting therapists: an account, a profile linked to it, and a mail with a link. */
@NullMarked
package org.kneadwell.booking.invitation;

import org.jspecify.annotations.NullMarked;
