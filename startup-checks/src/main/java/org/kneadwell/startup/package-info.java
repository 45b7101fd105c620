/** What services and gateway both look at before they start in production. */
@NullMarked
package org.kneadwell.startup;

import org.jspecify.annotations.NullMarked;
