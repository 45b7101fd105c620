package org.kneadwell.kit.trace;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Where the running request, or the event being applied, stands in its trace. */
@RequestScoped
class RunningTrace {

    private @Nullable TraceParent position;

    @Nullable
    TraceParent position() {
        return position;
    }

    void set(@Nullable TraceParent position) {
        this.position = position;
    }
}
