/** Mails, one stored row each, sent after the change they tell of and tried again until they are. */
@NullMarked
package org.kneadwell.feedback.mail;

import org.jspecify.annotations.NullMarked;
