/** What the mails of this service say, and to whom; the kit sends them. */
@NullMarked
package org.kneadwell.feedback.mail;

import org.jspecify.annotations.NullMarked;
