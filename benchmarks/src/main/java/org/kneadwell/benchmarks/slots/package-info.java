/** How long it takes to list slots, without a database. */
@NullMarked
package org.kneadwell.benchmarks.slots;

import org.jspecify.annotations.NullMarked;
