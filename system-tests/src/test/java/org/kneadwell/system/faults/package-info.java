/** The packaged services and a real PostgreSQL while everything that can break breaks, and what must hold afterwards all the same. */
@NullMarked
package org.kneadwell.system.faults;

import org.jspecify.annotations.NullMarked;
