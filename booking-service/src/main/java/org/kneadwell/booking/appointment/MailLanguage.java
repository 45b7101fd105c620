package org.kneadwell.booking.appointment;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** The language of mails to a client: the first one wanted that there are mails in. */
public final class MailLanguage {

    private static final List<String> SPOKEN = List.of("en", "de");

    private MailLanguage() {}

    /** @return {@code en} or {@code de}; English when neither is wanted */
    public static String of(HttpHeaders headers) {
        return headers.getAcceptableLanguages().stream()
                .map(Locale::getLanguage)
                .filter(SPOKEN::contains)
                .findFirst()
                .orElse("en");
    }
}
