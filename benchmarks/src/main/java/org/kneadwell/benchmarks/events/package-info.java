/** How long an event takes from one service to another, what writing and keeping it costs, and what peers need for the same. */
@NullMarked
package org.kneadwell.benchmarks.events;

import org.jspecify.annotations.NullMarked;
