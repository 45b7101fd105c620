/** Every failure as an RFC 9457 problem. */
@NullMarked
package org.kneadwell.kit.problem;

import org.jspecify.annotations.NullMarked;
