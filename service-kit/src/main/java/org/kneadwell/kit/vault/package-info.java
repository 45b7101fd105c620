/**
 * Health data as it lies in the database: each client's under a key of their own, which a master key wraps. Who erases the
 * client's key has erased what it sealed, in every copy.
 */
@NullMarked
package org.kneadwell.kit.vault;

import org.jspecify.annotations.NullMarked;
