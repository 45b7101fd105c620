/** How long the packaged service takes to match a client with a thousand and with ten thousand therapists. */
@NullMarked
package org.kneadwell.benchmarks.matching;

import org.jspecify.annotations.NullMarked;
