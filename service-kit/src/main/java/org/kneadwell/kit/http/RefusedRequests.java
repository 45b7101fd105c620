package org.kneadwell.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs who was refused what, so that attempts to get at others' data or around a check can be seen: without a token (401), without the
 * right (403), what is not theirs or does not exist (404), too often (429), and input that is not acceptable (400, 413, 415, 422), with
 * the code of the problem. Neither queries nor bodies are logged, nor a name or value of theirs, nor a segment of a path that may be a
 * secret.
 */
@ApplicationScoped
class RefusedRequests {

    private static final Logger LOG = Logger.getLogger("org.kneadwell.refused");

    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 429);
    private static final Set<Integer> UNACCEPTABLE = Set.of(400, 413, 415, 422);
    private static final int BEFORE_ALL_OTHERS = 2000;
    private static final int SEGMENTS = 12;
    private static final String CODE = RefusedRequests.class.getName() + ".code";

    /** Longer than an id is what only its owner knows; what is no plain word or id may be anything. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,36}");

    void filters(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.addEndHandler(ended -> log(request));
                    request.next();
                },
                BEFORE_ALL_OTHERS);
    }

    /** Remembers why, until the answer has been sent. */
    static void because(RoutingContext request, @Nullable Object code) {
        request.put(CODE, String.valueOf(code));
    }

    private static void log(RoutingContext request) {
        int status = request.response().getStatusCode();
        if (REFUSED.contains(status)) {
            LOG.infof("%d %s %s for %s", status, method(request), path(request), who(request));
        } else if (UNACCEPTABLE.contains(status)) {
            String code = request.get(CODE, "refused");
            LOG.infof("%d %s %s for %s: %s", status, method(request), path(request), who(request), plain(code));
        }
    }

    private static String method(RoutingContext request) {
        return request.request().method().name();
    }

    private static String path(RoutingContext request) {
        return plain(request.request().path());
    }

    private static String who(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                ? plain(String.valueOf(token.getSubject()))
                : "nobody";
    }

    /** Without anything that could be taken for the end of a line or tell a secret. */
    static String plain(String path) {
        var told = new StringBuilder();
        String[] segments = path.split("/", SEGMENTS);
        for (int i = 0; i < segments.length; i++) {
            boolean shown = segments[i].isEmpty() || PLAIN.matcher(segments[i]).matches();
            told.append(i == 0 ? "" : "/").append(shown ? segments[i] : "*");
        }
        return told.toString();
    }
}
