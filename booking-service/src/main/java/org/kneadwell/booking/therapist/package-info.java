/** Therapists: who they are, how they work, what they offer. */
@NullMarked
package org.kneadwell.booking.therapist;

import org.jspecify.annotations.NullMarked;
