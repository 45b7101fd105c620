/** Who is calling. */
@NullMarked
package org.kneadwell.kit.security;

import org.jspecify.annotations.NullMarked;
