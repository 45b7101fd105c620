/** How firm each region may be worked, from the client's own words and numbers. Pure. */
@NullMarked
package org.kneadwell.intake.pressure;

import org.jspecify.annotations.NullMarked;
