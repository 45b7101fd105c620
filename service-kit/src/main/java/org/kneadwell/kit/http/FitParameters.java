package org.kneadwell.kit.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.UnfitText;

/**
 * Refuses in a path or a query what is refused in a body: texts that cannot be kept, the same name twice, and a value of another kind
 * than asked for. Of two values somebody on the way could have checked one and a service taken the other. Only a parameter that is a
 * list may be given again and again.
 */
@Provider
class FitParameters implements ContainerRequestFilter {

    private static final String ONCE = "May be given once only.";

    private static final Kind WHOLE_NUMBER = new Kind(Integer::valueOf, "Has to be a whole number.");
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            LocalDate.class, new Kind(LocalDate::parse, "Has to be a date such as 2026-03-31."),
            UUID.class, new Kind(UUID::fromString, "Has to be an id."),
            int.class, WHOLE_NUMBER,
            Integer.class, WHOLE_NUMBER,
            boolean.class, new Kind(FitParameters::trueOrFalse, "Has to be true or false."));

    private final ResourceInfo resource;

    /** What each takes, looked up once. */
    private final Map<Method, Map<String, Class<?>>> operations = new ConcurrentHashMap<>();

    FitParameters(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        check(request.getUriInfo().getPathParameters());
        check(query);
        if (query.isEmpty()) {
            return;
        }
        Method method = resource.getResourceMethod();
        Map<String, Class<?>> operation =
                method == null ? Map.of() : operations.computeIfAbsent(method, FitParameters::taken);
        query.forEach((name, values) -> {
            // What the operation does not take is a text that nobody reads.
            Class<?> type = operation.getOrDefault(name, String.class);
            if (Collection.class.isAssignableFrom(type)) {
                return;
            }
            if (values.size() > 1) {
                throw Problems.unfit(name, ONCE);
            }
            Kind kind = KINDS.get(type);
            if (kind != null && !kind.fits(values.getFirst())) {
                throw Problems.unfit(name, kind.says());
            }
        });
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(UnfitText::is)) {
                throw Problems.unfit(name, UnfitText.SAYS);
            }
        });
    }

    /** What an operation takes from the query, by name. */
    private static Map<String, Class<?>> taken(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                                .map(field -> new Taken(field, field.getType()))
                        : Stream.of(new Taken(parameter, parameter.getType())))
                .filter(taken -> taken.element().isAnnotationPresent(QueryParam.class))
                .collect(Collectors.toUnmodifiableMap(Taken::name, Taken::type));
    }

    private record Taken(AnnotatedElement element, Class<?> type) {

        String name() {
            return element.getAnnotation(QueryParam.class).value();
        }
    }

    /**
     * What a value has to be.
     *
     * @param reader fails if it is not
     * @param says what it should be
     */
    private record Kind(Function<String, ?> reader, String says) {

        boolean fits(String value) {
            try {
                var _ = reader.apply(value);
                return true;
            } catch (DateTimeException | IllegalArgumentException another) {
                return false;
            }
        }
    }

    private static Boolean trueOrFalse(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
