/** Journeys through the whole platform, as packaged, with its real PostgreSQL and its real Keycloak. */
@NullMarked
package org.kneadwell.system;

import org.jspecify.annotations.NullMarked;
