/** The stored pressure plan of a client, with every change and its reason. */
@NullMarked
package org.kneadwell.intake.plan;

import org.jspecify.annotations.NullMarked;
