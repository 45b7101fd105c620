/** The accounts of therapists and clients at the identity provider, as far as this service makes and deletes them. */
@NullMarked
package org.kneadwell.booking.account;

import org.jspecify.annotations.NullMarked;
