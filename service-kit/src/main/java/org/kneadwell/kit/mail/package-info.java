/** Mails, one stored row each, written with the change they tell of and tried again until they are sent. */
@NullMarked
package org.kneadwell.kit.mail;

import org.jspecify.annotations.NullMarked;
