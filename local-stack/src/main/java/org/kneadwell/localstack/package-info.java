/** What {@code ./run} starts: a database, an identity provider, a mail catcher, the services and the web front. */
@NullMarked
package org.kneadwell.localstack;

import org.jspecify.annotations.NullMarked;
