/** Plain SQL where it says more than an entity would. */
@NullMarked
package org.kneadwell.booking.sql;

import org.jspecify.annotations.NullMarked;
