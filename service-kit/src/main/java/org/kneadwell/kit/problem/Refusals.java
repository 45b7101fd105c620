package org.kneadwell.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** What is said of a failure of which only the status is known. */
final class Refusals {

    private Refusals() {}

    static HttpProblem of(int status) {
        return switch (status) {
            case 400 -> Problems.of(400, "bad-request", "The request cannot be understood.");
            case 401 -> Problems.unauthorized();
            case 403 -> Problems.forbidden();
            case 404 -> Problems.notFound();
            case 405 -> Problems.of(405, "method-not-allowed", "This method is not offered here.");
            case 406 -> Problems.of(406, "not-acceptable", "None of the formats you accept is offered here.");
            case 413 -> Problems.of(413, "body-too-large", "The body is larger than 256 KiB.");
            case 415 -> Problems.of(415, "unsupported-media-type", "Send the body as application/json.");
            case 503 -> Problems.of(503, "unavailable", "This is not possible at the moment. Try again soon.");
            default ->
                status >= 500
                        ? Problems.of(
                                status, "internal-error", "Something went wrong on our side. It has been recorded.")
                        : Problems.of(status, "refused", "The request was refused.");
        };
    }
}
