package org.kneadwell.kit.mail;

import java.util.Optional;
import java.util.Set;

/** Writes the mails of some kinds. A service has one or more of these as beans; no two share a kind. */
public interface MailComposer {

    /** The kinds of mail it can write. */
    Set<String> kinds();

    /**
     * Called in a transaction of its own, right before the mail goes out; each attempt asks anew.
     *
     * @return nothing if events have overtaken the mail: it is then dropped
     */
    Optional<Letter> compose(MailOrder order);
}
