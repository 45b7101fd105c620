/** PostgreSQL for tests, tokens, a clock that tests move, and the architecture rules all services keep. */
@NullMarked
package org.kneadwell.testkit;

import org.jspecify.annotations.NullMarked;
