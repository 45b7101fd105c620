/** Mails about appointments: what they say, in whose language, and when. The kit sends them. */
@NullMarked
package org.kneadwell.booking.mail;

import org.jspecify.annotations.NullMarked;
