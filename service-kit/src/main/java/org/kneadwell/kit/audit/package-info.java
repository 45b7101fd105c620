/** Who read and wrote whose health data, when, by which operation and because of which appointment; never what it was. */
@NullMarked
package org.kneadwell.kit.audit;

import org.jspecify.annotations.NullMarked;
