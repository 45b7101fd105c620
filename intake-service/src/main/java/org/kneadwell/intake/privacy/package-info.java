/** A client's own data as a whole: erased for good, and let go of when its time is over. */
@NullMarked
package org.kneadwell.intake.privacy;

import org.jspecify.annotations.NullMarked;
