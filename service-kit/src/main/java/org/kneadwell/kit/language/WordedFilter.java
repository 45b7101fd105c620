package org.kneadwell.kit.language;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Says in which language an answer is. A problem's sentences are English; its code is what is translated. */
@Provider
@Worded
class WordedFilter implements ContainerResponseFilter {

    private final RunningLanguage running;

    WordedFilter(RunningLanguage running) {
        this.running = running;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        var said = running.said();
        if (response.getStatus() < 300 && response.hasEntity() && said != null) {
            headers.putSingle(HttpHeaders.CONTENT_LANGUAGE, said.tag());
        }
    }
}
