package org.kneadwell.kit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

/**
 * A body that an operation takes is there. Without this an empty body and the JSON text {@code null} arrive as null,
 * which {@code @Valid} lets pass. An operation that can do without declares its body {@code @Nullable}.
 */
@Provider
class RequiredBody implements ContainerRequestFilter, ReaderInterceptor {

    private final ResourceInfo resource;

    RequiredBody(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isEmpty(request) && needsBody(resource.getResourceMethod())) {
            throw missing();
        }
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null && needsBody(resource.getResourceMethod())) {
            throw missing();
        }
        return body;
    }

    private static RuntimeException missing() {
        return Problems.of(400, "body-missing", "Send a JSON object as the body.");
    }

    private static boolean isEmpty(ContainerRequestContext request) {
        return request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null
                ? request.getHeaderString("Transfer-Encoding") == null
                : request.getLength() == 0;
    }

    private static boolean needsBody(@Nullable Method method) {
        return method != null && Arrays.stream(method.getParameters()).anyMatch(RequiredBody::isRequiredBody);
    }

    private static boolean isRequiredBody(Parameter parameter) {
        return !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !isOfTheFramework(parameter.getType().getName())
                && Arrays.stream(parameter.getAnnotations())
                        .map(Annotation::annotationType)
                        .map(Class::getName)
                        .noneMatch(RequiredBody::isOfTheFramework);
    }

    private static boolean isOfTheFramework(String className) {
        return className.startsWith("jakarta.ws.rs.")
                || className.startsWith("org.jboss.resteasy.")
                || className.startsWith("io.vertx.")
                || className.startsWith("jakarta.inject.");
    }
}
