/** What concerns one appointment: today's check, the therapist's summary, and what is learned afterwards. */
@NullMarked
package org.kneadwell.intake.visit;

import org.jspecify.annotations.NullMarked;
