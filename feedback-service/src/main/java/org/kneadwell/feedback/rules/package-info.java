/** Follow-up classes, advice, schedule, plan and measured change: pure functions of what was reported and when. */
@NullMarked
package org.kneadwell.feedback.rules;

import org.jspecify.annotations.NullMarked;
