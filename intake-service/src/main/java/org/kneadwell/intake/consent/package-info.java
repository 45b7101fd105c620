/** Consent before the first answer, versioned and bound to purposes. */
@NullMarked
package org.kneadwell.intake.consent;

import org.jspecify.annotations.NullMarked;
