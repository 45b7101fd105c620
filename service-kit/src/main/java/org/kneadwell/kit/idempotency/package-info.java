/** Requests that may be sent twice and act once. */
@NullMarked
package org.kneadwell.kit.idempotency;

import org.jspecify.annotations.NullMarked;
