/** Other ways to do what the outbox does, each a program that measures itself like {@code peer.mjs} beside it. */
@NullMarked
package org.kneadwell.peers;

import org.jspecify.annotations.NullMarked;
