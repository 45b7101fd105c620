/** Follows a request through logs, events and the handlers of other services, by W3C Trace Context. */
@NullMarked
package org.kneadwell.kit.trace;

import org.jspecify.annotations.NullMarked;
