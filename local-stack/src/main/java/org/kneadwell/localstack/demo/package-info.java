/** The demo data: people and what happened to them, from one seed, told to the platform over its public API. */
@NullMarked
package org.kneadwell.localstack.demo;

import org.jspecify.annotations.NullMarked;
