/** Entity tags and caching. */
@NullMarked
package org.kneadwell.kit.http;

import org.jspecify.annotations.NullMarked;
