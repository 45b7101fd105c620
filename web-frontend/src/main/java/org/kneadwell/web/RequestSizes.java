package org.kneadwell.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Refuses what is larger than anything we ask for, at every address and before anybody looks at it. The server's own limits
 * (application.properties) lie above these; beyond them it answers without words of ours.
 */
@ApplicationScoped
class RequestSizes {
    static final long BODY_LIMIT = 256 * 1024;
    /** A session takes about 6 KB in cookies. */
    static final long HEADERS_LIMIT = 16 * 1024;

    private static final int AFTER_SECURITY_HEADERS = 950;
    private static final Set<String> MAY_HAVE_A_BODY = Set.of("POST", "PUT", "PATCH");

    void filters(@Observes Filters filters) {
        filters.register(this::look, AFTER_SECURITY_HEADERS);
    }

    private void look(RoutingContext rc) {
        HttpServerRequest request = rc.request();
        if (headers(request) > HEADERS_LIMIT) {
            Problems.HEADERS_TOO_LARGE.answer(rc);
        } else if (lengthUnknown(request)) {
            Problems.LENGTH_REQUIRED.answer(rc);
        } else if (length(request) > BODY_LIMIT) {
            Problems.TOO_LARGE.answer(rc);
        } else {
            rc.next();
        }
    }

    private static long headers(HttpServerRequest request) {
        long sum = 0;
        for (var header : request.headers()) {
            sum += header.getKey().length() + header.getValue().length();
        }
        return sum;
    }

    private static boolean lengthUnknown(HttpServerRequest request) {
        boolean told = request.headers().contains("Content-Length");
        return request.headers().contains("Transfer-Encoding")
                || (MAY_HAVE_A_BODY.contains(request.method().name())
                        && !told
                        && request.version() == HttpVersion.HTTP_2);
    }

    private static long length(HttpServerRequest request) {
        String told = request.getHeader("Content-Length");
        try {
            return told == null ? 0 : Long.parseLong(told);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
