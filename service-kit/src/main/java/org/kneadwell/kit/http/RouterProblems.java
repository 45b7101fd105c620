package org.kneadwell.kit.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.kneadwell.kit.problem.Problems;

/** Failures the router sees before or after any resource: they are problems as well. */
@ApplicationScoped
class RouterProblems {

    /** The same as {@code quarkus.http.limits.max-body-size}, which answers without a body. */
    static final long MAX_BODY = 256 * 1024;

    private static final int BEFORE_EVERYTHING = 1000;

    void limitBodies(@Observes Filters filters) {
        filters.register(RouterProblems::refuseLargeBody, BEFORE_EVERYTHING);
    }

    void unknownPaths(@Observes Router router) {
        router.route().last().handler(RouterProblems::notFound);
        router.errorHandler(
                400, failed -> answer(failed, Problems.of(400, "bad-request", "The request cannot be understood.")));
        router.errorHandler(404, RouterProblems::notFound);
    }

    private static void refuseLargeBody(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isTooLarge(length)) {
            // The rest of the body is not read.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(request, Problems.of(413, "body-too-large", "The body is larger than 256 KiB."));
            return;
        }
        request.next();
    }

    private static boolean isTooLarge(String length) {
        try {
            return Long.parseLong(length.strip()) > MAX_BODY;
        } catch (NumberFormatException e) {
            return false; // the HTTP decoder refuses it
        }
    }

    private static void notFound(RoutingContext request) {
        answer(request, Problems.notFound());
    }

    private static void answer(RoutingContext request, HttpProblem problem) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("type", String.valueOf(problem.getType()))
                .put("status", problem.getStatusCode())
                .put("title", problem.getTitle())
                .put("detail", problem.getDetail())
                .put("instance", request.request().path());
        problem.getParameters().forEach(body::put);
        request.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.request().method() == HttpMethod.HEAD) {
            request.response().end();
        } else {
            request.response().end(body.encode());
        }
    }
}
