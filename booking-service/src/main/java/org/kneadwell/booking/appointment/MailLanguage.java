package org.kneadwell.booking.appointment;

import jakarta.ws.rs.core.HttpHeaders;
import org.kneadwell.kit.language.Language;

/** The language of mails to a client: the first one wanted that there are mails in. */
public final class MailLanguage {

    private MailLanguage() {}

    /** @return {@code en} or {@code de}; English when neither is wanted */
    public static String of(HttpHeaders headers) {
        return Language.wanted(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))
                .tag();
    }
}
