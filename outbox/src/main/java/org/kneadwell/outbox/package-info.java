/** Events through PostgreSQL outbox tables: written with the change they tell of, applied with the cursor that counts them. */
@NullMarked
package org.kneadwell.outbox;

import org.jspecify.annotations.NullMarked;
