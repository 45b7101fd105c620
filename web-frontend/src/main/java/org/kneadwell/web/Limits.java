package org.kneadwell.web;

import io.smallrye.config.ConfigMapping;

/** How many requests a minute (archives: an hour) are let through, of one person who is signed in or else of one network address. */
@ConfigMapping(prefix = "kneadwell.limits")
interface Limits {

    /** Of one address: starting to sign in. Passwords are guarded by the identity provider. */
    int login();

    /** Matches and slots, which cost most. */
    int search();

    /** Holds, which take time away from others. */
    int hold();

    int book();

    /** Of one address: calendar feeds, whose secret address somebody could try to guess. */
    int calendar();

    /** An hour, not a minute: archives of all that is kept about somebody, which read all of it. */
    int archive();

    /** All else, each person. */
    int other();
}
