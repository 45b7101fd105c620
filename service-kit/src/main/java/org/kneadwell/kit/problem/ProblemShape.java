package org.kneadwell.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives every failure the same shape, whatever threw it, and lets nothing through that its thrower did not write for
 * the caller: no message of an exception, no class name, no SQL, no refused value.
 */
@ApplicationScoped
@Unremovable
class ProblemShape implements ProblemPostProcessor {

    /** Before the extension's own logging and defaults. */
    private static final int FIRST = 1_000_000;

    /** Two who wanted the same, past all code that asks first: the constraint decided. */
    private static final Set<String> TAKEN = Set.of("23P01", "23505");

    @Override
    public int priority() {
        return FIRST;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem shaped = shape(problem, context.cause);
        HttpProblem.Builder answer = HttpProblem.builder(shaped).withInstance(instance(context.path));
        if (shaped.getStatusCode() >= 500) {
            answer.with("incident", Incidents.record(context.cause));
        }
        if (shaped.getStatusCode() == 401
                && shaped.getHeaders().keySet().stream().noneMatch("WWW-Authenticate"::equalsIgnoreCase)) {
            answer.withHeader("WWW-Authenticate", "Bearer");
        }
        return answer.build();
    }

    private static HttpProblem shape(HttpProblem problem, Throwable cause) {
        if (problem.getParameters().containsKey("code")) {
            return problem;
        }
        if (Contended.is(cause)) {
            return Problems.builder(503, "busy", "Others were changing the same thing. Try again in a moment.")
                    .withHeader("Retry-After", 1)
                    .build();
        }
        if (find(OptimisticLockException.class, cause) != null) {
            return Problems.of(
                    412, "stale", "This was changed since you read it. Read it again, then repeat your change.");
        }
        SQLException refused = find(SQLException.class, cause);
        if (refused != null && refused.getSQLState() != null && TAKEN.contains(refused.getSQLState())) {
            return Problems.of(409, "taken-meanwhile", "Somebody else took this a moment ago. Look again.");
        }
        JacksonException json = find(JacksonException.class, cause);
        if (json != null && problem.getStatusCode() < 500) {
            return json(json);
        }
        if (cause instanceof ConstraintViolationException violated && problem.getStatusCode() < 500) {
            return Problems.invalid(
                    problem.getStatusCode(),
                    Problems.INVALID_INPUT,
                    Problems.UNACCEPTABLE,
                    violations(problem, violated));
        }
        HttpProblem.Builder plain = HttpProblem.builder(Refusals.of(problem.getStatusCode()));
        for (Map.Entry<String, Object> header : problem.getHeaders().entrySet()) {
            plain.withHeader(header.getKey(), header.getValue());
        }
        return plain.build();
    }

    private static HttpProblem json(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problems.invalid(
                    400,
                    "unknown-field",
                    "The body holds a field that is not known here.",
                    List.of(new Violation(path(unknown), "This field is not known.")));
        }
        if (e instanceof UnfitText unfit) {
            return Problems.invalid(
                    400,
                    "invalid-value",
                    "The body holds a text that cannot be kept.",
                    List.of(new Violation(unfit.getPath().isEmpty() ? "body" : path(unfit), UnfitText.SAYS)));
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String message = e instanceof MismatchedInputException mismatch
                    ? "Expected " + expected(mismatch.getTargetType()) + "."
                    : "This value is not acceptable.";
            return Problems.invalid(
                    400,
                    "invalid-value",
                    "The body holds a value of the wrong kind.",
                    List.of(new Violation(path(mapping), message)));
        }
        if (e instanceof MismatchedInputException) {
            return Problems.of(400, "invalid-body", "The body is JSON of another kind than expected.");
        }
        return Problems.of(400, "malformed-json", "The body is not well-formed JSON.");
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type.isEnum()) {
            return "one of the documented words";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return switch (type.getName()) {
            case "java.lang.String" -> "a text";
            case "java.util.UUID" -> "a UUID";
            case "java.time.LocalDate" -> "a date such as 2026-03-02";
            case "java.time.LocalTime" -> "a time such as 09:30";
            case "java.time.Instant", "java.time.OffsetDateTime", "java.time.ZonedDateTime" ->
                "a time with offset such as 2026-03-02T09:30:00Z";
            case "java.time.Duration" -> "a duration such as PT30M";
            default -> "another kind of value";
        };
    }

    private static List<Violation> violations(HttpProblem problem, ConstraintViolationException e) {
        if (problem.getParameters().get("violations") instanceof List<?> found) {
            return found.stream()
                    .filter(io.quarkiverse.resteasy.problem.validation.Violation.class::isInstance)
                    .map(io.quarkiverse.resteasy.problem.validation.Violation.class::cast)
                    .map(v -> new Violation(v.field == null || v.field.isEmpty() ? "body" : v.field, v.message))
                    .sorted(java.util.Comparator.comparing(Violation::field).thenComparing(Violation::message))
                    .collect(Collectors.toList());
        }
        return e.getConstraintViolations().stream()
                .map(v -> new Violation(v.getPropertyPath().toString(), v.getMessage()))
                .toList();
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable thrown) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 20; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
            depth++;
        }
        return null;
    }

    private static @Nullable URI instance(@Nullable String path) {
        if (path == null) {
            return null;
        }
        try {
            return URI.create(path.startsWith("/") ? path : "/" + path);
        } catch (IllegalArgumentException e) {
            return null; // a path that is no URI is not worth repeating
        }
    }
}
