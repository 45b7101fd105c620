/** Answers that are saved as the client goes, until they are submitted. */
@NullMarked
package org.kneadwell.intake.draft;

import org.jspecify.annotations.NullMarked;
