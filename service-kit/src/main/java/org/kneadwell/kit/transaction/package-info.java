/** Transactions of code that is not itself a bean's method. */
@NullMarked
package org.kneadwell.kit.transaction;

import org.jspecify.annotations.NullMarked;
