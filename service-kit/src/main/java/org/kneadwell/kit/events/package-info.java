/** Publishing events, and seeing to those that arrive. */
@NullMarked
package org.kneadwell.kit.events;

import org.jspecify.annotations.NullMarked;
