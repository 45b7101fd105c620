/** Many at the same instant against packaged booking-services, and a checker that looks at all that was ever stored. */
@NullMarked
package org.kneadwell.system.contention;

import org.jspecify.annotations.NullMarked;
