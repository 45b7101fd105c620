/** Forgetting: a client who asks for it, at once and for good; and everybody's data when its time is over. */
@NullMarked
package org.kneadwell.kit.erasure;

import org.jspecify.annotations.NullMarked;
