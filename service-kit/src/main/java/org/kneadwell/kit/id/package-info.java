/** Identifiers. */
@NullMarked
package org.kneadwell.kit.id;

import org.jspecify.annotations.NullMarked;
