package org.kneadwell.kit.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** A language everything a person reads is there in. English is the default. */
public enum Language {
    EN(Locale.ENGLISH),
    DE(Locale.GERMAN);

    private static final List<String> TAGS =
            Arrays.stream(values()).map(Language::tag).toList();

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /**
     * The one wanted most by an {@code Accept-Language} (RFC 9110, 12.5.4; looked up as in RFC 4647, 3.4). A field that is absent,
     * cannot be understood or wants none of ours gives English: a person who sees a page they can hardly read is better off than
     * one who sees none.
     */
    public static Language wanted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return EN;
        }
        try {
            return of(Locale.lookupTag(LanguageRange.parse(acceptLanguage), TAGS));
        } catch (IllegalArgumentException notUnderstood) {
            return EN;
        }
    }

    /** By its tag, such as {@code de}; English for any other. */
    public static Language of(@Nullable String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag().equals(tag))
                .findFirst()
                .orElse(EN);
    }

    /** As in {@code Content-Language}: {@code en} or {@code de}. */
    public String tag() {
        return locale.getLanguage();
    }

    public Locale locale() {
        return locale;
    }
}
