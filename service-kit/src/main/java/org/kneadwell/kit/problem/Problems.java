package org.kneadwell.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/**
 * Makes the failures a caller may see. Each has a stable {@code code}; {@code type} is
 * {@code https://kneadwell.org/problems/<code>}. Never put a health value, a class name or SQL in a detail.
 */
public final class Problems {

    private static final String TYPE = "https://kneadwell.org/problems/";

    /** The code for input that breaks a rule of its own, whatever else holds. */
    static final String INVALID_INPUT = "invalid-input";

    static final String UNACCEPTABLE = "Some of the input is not acceptable.";

    private Problems() {}

    /**
     * @param status an HTTP status of 400 or above
     * @param code kebab-case, stable
     * @param detail a sentence for a person
     */
    public static HttpProblem of(int status, String code, String detail) {
        return builder(status, code, detail).build();
    }

    /** As {@link #of}, for adding members such as {@code alternatives} before {@code build()}. */
    public static HttpProblem.Builder builder(int status, String code, String detail) {
        return HttpProblem.builder()
                .withType(type(code))
                .withStatus(status)
                .withTitle(Titles.of(status))
                .withDetail(detail)
                .with("code", code);
    }

    /** The input is understood but not acceptable: 422, or 400 when it is not even well formed. */
    public static HttpProblem invalid(int status, String code, String detail, List<Violation> violations) {
        return builder(status, code, detail).with("violations", violations).build();
    }

    /** One parameter of a path or a query that is not acceptable: 400. */
    public static HttpProblem unfit(String parameter, String message) {
        return invalid(400, INVALID_INPUT, UNACCEPTABLE, List.of(new Violation(parameter, message)));
    }

    /** The same answer for what does not exist and for what is somebody else's. */
    public static HttpProblem notFound() {
        return of(404, "not-found", "There is nothing here, or it is not yours to see.");
    }

    public static HttpProblem forbidden() {
        return of(403, "forbidden", "You may not do this.");
    }

    public static HttpProblem unauthorized() {
        return builder(401, "unauthorized", "Sign in first.")
                .withHeader("WWW-Authenticate", "Bearer")
                .build();
    }

    static URI type(String code) {
        return URI.create(TYPE + code);
    }
}
