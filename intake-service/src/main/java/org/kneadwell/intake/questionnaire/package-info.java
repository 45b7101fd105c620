/** What is asked, as versioned data, and what counts as an answer. */
@NullMarked
package org.kneadwell.intake.questionnaire;

import org.jspecify.annotations.NullMarked;
