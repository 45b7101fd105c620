package org.kneadwell.feedback.mail;

import java.util.UUID;
import org.kneadwell.kit.language.Language;

/**
 * A mail that is due, with what its text needs: names and addresses, no health value.
 *
 * @param language the client's
 */
record DueMail(
        MailKind kind,
        UUID followUpId,
        UUID appointmentId,
        boolean stillAsked,
        String clientName,
        String clientEmail,
        Language language,
        String therapistName,
        String therapistEmail,
        Language therapistLanguage) {}
