/** Publishing events. */
@NullMarked
package org.kneadwell.kit.events;

import org.jspecify.annotations.NullMarked;
