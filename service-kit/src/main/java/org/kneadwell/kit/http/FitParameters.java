package org.kneadwell.kit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.UnfitText;
import org.kneadwell.kit.problem.Violation;

/** Refuses in a path or a query what is refused in a body. */
@Provider
class FitParameters implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        check(request.getUriInfo().getPathParameters());
        check(request.getUriInfo().getQueryParameters());
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(UnfitText::is)) {
                throw Problems.invalid(
                        400,
                        "invalid-input",
                        "Some of the input is not acceptable.",
                        List.of(new Violation(name, UnfitText.SAYS)));
            }
        });
    }
}
