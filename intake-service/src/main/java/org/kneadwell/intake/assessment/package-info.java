/** What submitted answers mean for safety, and the clinicians' notes that bear on it. */
@NullMarked
package org.kneadwell.intake.assessment;

import org.jspecify.annotations.NullMarked;
