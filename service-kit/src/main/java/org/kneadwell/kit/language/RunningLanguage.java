package org.kneadwell.kit.language;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What the running request wants to be answered in. */
@RequestScoped
class RunningLanguage {

    private Language language = Language.EN;
    private boolean asBefore;

    Language get() {
        return language;
    }

    void set(Language language) {
        this.language = language;
    }

    /** What the answer is said to be in; null when that is not known. */
    @Nullable
    Language said() {
        return asBefore ? null : language;
    }

    void asBefore() {
        asBefore = true;
    }
}
