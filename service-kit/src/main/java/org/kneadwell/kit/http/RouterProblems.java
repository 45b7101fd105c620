package org.kneadwell.kit.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.kneadwell.kit.problem.Problems;

/** Failures the router sees before or after any resource: they are problems as well. */
@ApplicationScoped
class RouterProblems {

    /** The same as {@code quarkus.http.limits.max-body-size}, which answers without a body. */
    static final long MAX_BODY = 256 * 1024;

    private static final int BEFORE_EVERYTHING = 1000;

    /** A body that tells its length is refused before it is read, one that does not as soon as it is too long. */
    void limitBodies(@Observes Filters filters) {
        // Read whole by the event loop: a worker thread that reads it piece by piece waits for the event loop at each
        // piece.
        BodyHandler whole = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        filters.register(request -> readWhole(request, whole), BEFORE_EVERYTHING);
        filters.register(RouterProblems::knowEmpty, BEFORE_EVERYTHING - 1);
    }

    void unknownPaths(@Observes Router router) {
        router.route().last().handler(RouterProblems::notFound);
        router.errorHandler(
                400, failed -> answer(failed, Problems.of(400, "bad-request", "The request cannot be understood.")));
        router.errorHandler(404, RouterProblems::notFound);
        router.route().failureHandler(failed -> {
            if (failed.statusCode() == 413) {
                tooLarge(failed);
            } else {
                failed.next();
            }
        });
    }

    private static void readWhole(RoutingContext request, BodyHandler whole) {
        if (hasBody(request)) {
            whole.handle(request);
        } else {
            request.next();
        }
    }

    /** A body sent in pieces may turn out to have none; whoever reads it must not wait for the first. */
    private static void knowEmpty(RoutingContext request) {
        if (hasBody(request) && request.body().buffer() == null) {
            request.setBody(Buffer.buffer());
        }
        request.next();
    }

    private static boolean hasBody(RoutingContext request) {
        MultiMap headers = request.request().headers();
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? headers.contains(HttpHeaders.TRANSFER_ENCODING)
                : !length.strip().equals("0");
    }

    private static void tooLarge(RoutingContext request) {
        if (!request.response().headWritten()) {
            // The rest of the body is not read.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        answer(request, Problems.of(413, "body-too-large", "The body is larger than 256 KiB."));
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
        RefusedRequests.because(request, problem.getParameters().get("code"));
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
