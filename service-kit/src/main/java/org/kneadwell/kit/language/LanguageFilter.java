package org.kneadwell.kit.language;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Notes the language a request wants. */
@Provider
class LanguageFilter implements ContainerRequestFilter {

    private final RunningLanguage running;

    LanguageFilter(RunningLanguage running) {
        this.running = running;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        running.set(Language.wanted(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    }
}
