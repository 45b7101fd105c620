package org.kneadwell.kit.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import org.jspecify.annotations.Nullable;

/**
 * A text with a character that JSON can write and that cannot be kept: PostgreSQL holds no U+0000, and half of a surrogate pair
 * has no UTF-8.
 */
public final class UnfitText extends JsonMappingException {

    private static final long serialVersionUID = 1L;

    public static final String SAYS = "Holds U+0000, or half of a surrogate pair.";

    public UnfitText(@Nullable JsonParser parser) {
        super(parser, SAYS);
    }

    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == 0 || Character.isLowSurrogate(one)) {
                return true;
            }
            if (Character.isHighSurrogate(one)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
