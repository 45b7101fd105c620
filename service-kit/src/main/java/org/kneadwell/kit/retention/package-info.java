/** What is kept for how long, and letting go of it when its time is over. */
@NullMarked
package org.kneadwell.kit.retention;

import org.jspecify.annotations.NullMarked;
