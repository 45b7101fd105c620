/** The words of a follow-up that only this service speaks. */
@NullMarked
package org.kneadwell.feedback.vocabulary;

import org.jspecify.annotations.NullMarked;
