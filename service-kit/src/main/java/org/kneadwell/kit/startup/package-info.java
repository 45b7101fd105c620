/** What is looked at before a service starts. */
@NullMarked
package org.kneadwell.kit.startup;

import org.jspecify.annotations.NullMarked;
