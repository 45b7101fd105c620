/** Catches every mail of the local platform and shows it, so that none leaves the machine. */
@NullMarked
package org.kneadwell.localstack.mail;

import org.jspecify.annotations.NullMarked;
