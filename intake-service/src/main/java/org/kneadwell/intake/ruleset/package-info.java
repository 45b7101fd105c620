/** Reads the versions of the clinical rules and writes them down for people who review them. */
@NullMarked
package org.kneadwell.intake.ruleset;

import org.jspecify.annotations.NullMarked;
