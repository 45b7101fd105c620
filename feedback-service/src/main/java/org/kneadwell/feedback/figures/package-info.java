/** How many clients answered after their sessions; nothing of what they answered. */
@NullMarked
package org.kneadwell.feedback.figures;

import org.jspecify.annotations.NullMarked;
