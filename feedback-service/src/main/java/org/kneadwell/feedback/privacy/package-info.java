/** What this service keeps about clients as a whole: forgotten for good, and let go of when its time is over. */
@NullMarked
package org.kneadwell.feedback.privacy;

import org.jspecify.annotations.NullMarked;
