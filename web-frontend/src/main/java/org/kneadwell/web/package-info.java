/**
 * The gateway: a backend for the pages. It signs people in, keeps their tokens away from the browser, passes API calls
 * on to the services with the caller's own token, and serves the pages from the same origin.
 */
@NullMarked
package org.kneadwell.web;

import org.jspecify.annotations.NullMarked;
