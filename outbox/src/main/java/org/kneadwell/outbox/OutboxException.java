package org.kneadwell.outbox;

/** The database refused or could not be reached; the SQLException is the cause. */
public class OutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
