/** What a client's answers mean for safety: a rule set as data, and the small engine that evaluates it. Pure. */
@NullMarked
package org.kneadwell.intake.triage;

import org.jspecify.annotations.NullMarked;
