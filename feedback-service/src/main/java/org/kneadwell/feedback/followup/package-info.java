/** Follow-ups: asking, answering, signs, outcomes and the next step. */
@NullMarked
package org.kneadwell.feedback.followup;

import org.jspecify.annotations.NullMarked;
