/** The one clock. */
@NullMarked
package org.kneadwell.kit.time;

import org.jspecify.annotations.NullMarked;
