/** The events the services share, each a record with its JSON schema. */
@NullMarked
package org.kneadwell.events;

import org.jspecify.annotations.NullMarked;
