/** Money: what is due, what was paid or given back, and the port to those who move it. No card data, ever. */
@NullMarked
package org.kneadwell.booking.payment;

import org.jspecify.annotations.NullMarked;
