/** The words that more than one service speaks: regions, styles, scales. */
@NullMarked
package org.kneadwell.vocabulary;

import org.jspecify.annotations.NullMarked;
