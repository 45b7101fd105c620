/** What booking knows of a client: profile, blocked therapists, and the results of the intake that matching needs. */
@NullMarked
package org.kneadwell.booking.client;

import org.jspecify.annotations.NullMarked;
