package org.kneadwell.kit.http;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.UnfitText;
import org.kneadwell.kit.problem.Violation;

/**
 * Refuses in a path or a query what is refused in a body: texts that cannot be kept, and the same name twice. Of two values somebody
 * on the way could have checked one and a service taken the other. Only a parameter that is a list may be given again and again.
 */
@Provider
class FitParameters implements ContainerRequestFilter {

    private static final String ONCE = "May be given once only.";

    private final ResourceInfo resource;

    FitParameters(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        check(request.getUriInfo().getPathParameters());
        check(query);
        query.forEach((name, values) -> {
            if (values.size() > 1 && !isList(name, resource.getResourceMethod())) {
                throw refused(name, ONCE);
            }
        });
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(UnfitText::is)) {
                throw refused(name, UnfitText.SAYS);
            }
        });
    }

    private static boolean isList(String name, @Nullable Method method) {
        return method != null
                && Arrays.stream(method.getParameters())
                        .anyMatch(parameter ->
                                isNamed(name, parameter) && Collection.class.isAssignableFrom(parameter.getType()));
    }

    private static boolean isNamed(String name, Parameter parameter) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        return query != null && query.value().equals(name);
    }

    private static RuntimeException refused(String name, String why) {
        return Problems.invalid(
                400, "invalid-input", "Some of the input is not acceptable.", List.of(new Violation(name, why)));
    }
}
