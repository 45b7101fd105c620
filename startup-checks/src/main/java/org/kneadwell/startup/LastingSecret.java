package org.kneadwell.startup;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password or secret by which one part shows another who it is, the same until somebody changes it. OWASP ASVS 5.0 (V13.2.1) asks for
 * certificates or statements of short life instead, which all of our parts can use.
 */
public final class LastingSecret {

    private static final String ACCEPTANCE = "kneadwell.passwords-inside";

    private LastingSecret() {}

    /**
     * A sentence part that refuses it, unless whoever runs the platform has said that such are accepted.
     *
     * @param name of the setting that holds the secret; the secret itself is not needed
     */
    public static List<String> refusal(String name, Function<String, @Nullable String> setting) {
        return "accepted".equals(setting.apply(ACCEPTANCE))
                ? List.of()
                : List.of(name + " lasts until somebody changes it, and " + ACCEPTANCE
                        + " does not say that such are accepted");
    }
}
