/**
 * Whose rows a transaction may see. The database shows a client's rows only to a transaction that has said whose it is, or that
 * works through everybody's: a query that forgets the client finds nothing instead of everything.
 */
@NullMarked
package org.kneadwell.kit.scope;

import org.jspecify.annotations.NullMarked;
