package org.kneadwell.kit.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it will be read. Subject and name may hold whatever people typed: line breaks and other control characters do
 * not get into a header.
 *
 * @param to the address alone
 * @param toName the reader's name, if it is known
 */
public record Letter(
        String to, @Nullable String toName, String subject, String text, String html, List<Enclosure> with) {

    public Letter {
        with = List.copyOf(with);
    }

    public Letter(String to, @Nullable String toName, String subject, String text, String html) {
        this(to, toName, subject, text, html, List.of());
    }

    /** A file that comes with a letter, such as a calendar entry. */
    public record Enclosure(String fileName, String contentType, String content) {}
}
