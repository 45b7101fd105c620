/** Lists a page at a time. */
@NullMarked
package org.kneadwell.kit.paging;

import org.jspecify.annotations.NullMarked;
