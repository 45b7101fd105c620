package org.kneadwell.feedback.mail;

/** What a mail is for. */
public enum MailKind {
    INVITATION,
    REMINDER,
    ASK_AGAIN,
    SAFETY_CONTACT,
    THERAPIST;

    /** Whether it only makes sense while the client is still being asked. */
    boolean asksTheClient() {
        return this == INVITATION || this == REMINDER || this == ASK_AGAIN;
    }
}
