/** One client's whole story on the packaged services: where what was said turns up, and how it is forgotten. */
@NullMarked
package org.kneadwell.system.privacy;

import org.jspecify.annotations.NullMarked;
