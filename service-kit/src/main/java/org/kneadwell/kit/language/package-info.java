/** The languages people read, which of them a caller asked for, and sentences that are worded when it is known. */
@NullMarked
package org.kneadwell.kit.language;

import org.jspecify.annotations.NullMarked;
