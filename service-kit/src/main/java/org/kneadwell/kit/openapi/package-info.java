/** The published description of the API. */
@NullMarked
package org.kneadwell.kit.openapi;

import org.jspecify.annotations.NullMarked;
