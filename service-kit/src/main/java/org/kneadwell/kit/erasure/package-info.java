/** Forgetting a client who asks for it, at once and for good. */
@NullMarked
package org.kneadwell.kit.erasure;

import org.jspecify.annotations.NullMarked;
