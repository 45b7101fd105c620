package org.kneadwell.booking.fit;

/**
 * What a client and a therapist have been through together.
 *
 * @param visited whether a session has been completed
 * @param lastAnswer how the client found the last session that was answered for
 * @param tooIntense how many sessions the client called too intense
 * @param uglyWord whether the client ever used an ugly pain word after a session
 * @param blocked whether the client blocked the therapist
 * @param anotherSuggested whether the plan suggests another therapist
 */
public record SharedHistory(
        boolean visited,
        LastAnswer lastAnswer,
        int tooIntense,
        boolean uglyWord,
        boolean blocked,
        boolean anotherSuggested) {

    public static final SharedHistory NONE = new SharedHistory(false, LastAnswer.NO_ANSWER, 0, false, false, false);

    /** How the last session was found; an unanswered follow-up changes nothing. */
    public enum LastAnswer {
        NO_ANSWER,
        NO_COMPLAINT,
        COMPLAINED
    }

    /** Whether somebody else should be proposed first: two sessions too intense, or any ugly word. */
    public boolean proposeAnother() {
        return tooIntense >= 2 || uglyWord || anotherSuggested;
    }
}
