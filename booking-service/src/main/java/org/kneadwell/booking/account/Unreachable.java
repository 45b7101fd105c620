package org.kneadwell.booking.account;

/** The identity provider does not answer, or not as it should. Nothing in it says whose account it was about. */
public final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreachable(String why) {
        super(why);
    }
}
