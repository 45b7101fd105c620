package org.kneadwell.feedback.mail;

import java.util.UUID;

/** A mail that is due, with what its text needs: names and addresses, no health value. */
record DueMail(
        MailKind kind,
        UUID followUpId,
        UUID appointmentId,
        boolean stillAsked,
        String clientName,
        String clientEmail,
        String therapistName,
        String therapistEmail) {}
