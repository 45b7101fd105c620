package org.kneadwell.testkit;

import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the OpenAPI document that the running service serves.
 *
 * @param path with its parameters in braces
 * @param pathValues for each parameter of the path a value of its kind that names nothing
 * @param roles that may call it; empty: none are asked for
 * @param isOpen whether it is for everybody, without a token
 * @param hasBody whether it takes one
 * @param query its parameters there, and what each is
 * @param mediaTypes of its answers, by status
 */
public record ApiOperation(
        String id,
        Method method,
        String path,
        Map<String, String> pathValues,
        Set<String> roles,
        boolean isOpen,
        boolean hasBody,
        Map<String, Parameter> query,
        Map<String, Set<String>> mediaTypes) {

    /** What a parameter of a query takes. */
    public enum Parameter {
        LIST,
        TEXT,
        /** One of a kind, such as a date: not any text will do. */
        VALUE;

        static Parameter of(Map<?, ?> schema) {
            if ("array".equals(schema.get("type"))) {
                return LIST;
            }
            boolean isText =
                    "string".equals(schema.get("type")) && schema.get("format") == null && schema.get("enum") == null;
            return isText ? TEXT : VALUE;
        }
    }

    /** All of them, in the order of the document. */
    public static List<ApiOperation> documented() {
        JsonPath document = RestAssured.given().get("/q/openapi?format=json").jsonPath();
        Map<String, Map<String, Object>> schemas = document.getMap("components.schemas");
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        var operations = new ArrayList<ApiOperation>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described && described.containsKey("responses")) {
                operations.add(of(path, method, described, schemas));
            }
        }));
        return operations;
    }

    private static ApiOperation of(
            String path, String method, Map<?, ?> operation, Map<String, Map<String, Object>> schemas) {
        var values = new LinkedHashMap<String, String>();
        var query = new TreeMap<String, Parameter>();
        for (Map<?, ?> parameter : maps(operation.get("parameters"))) {
            String name = String.valueOf(parameter.get("name"));
            if ("path".equals(parameter.get("in"))) {
                values.put(name, nothing(parameter.get("schema"), schemas));
            } else if ("query".equals(parameter.get("in"))) {
                query.put(name, Parameter.of(plain(parameter.get("schema"), schemas)));
            }
        }
        var roles = new TreeSet<String>();
        for (Map<?, ?> requirement : maps(operation.get("security"))) {
            requirement.values().forEach(names -> ((List<?>) names).forEach(name -> roles.add((String) name)));
        }
        return new ApiOperation(
                String.valueOf(operation.get("operationId")),
                Method.valueOf(method.toUpperCase(java.util.Locale.ROOT)),
                path,
                values,
                roles,
                operation.get("security") instanceof List<?> asked && asked.isEmpty(),
                operation.containsKey("requestBody"),
                query,
                mediaTypes(operation.get("responses") instanceof Map<?, ?> responses ? responses : Map.of()));
    }

    private static Map<String, Set<String>> mediaTypes(Map<?, ?> responses) {
        var types = new TreeMap<String, Set<String>>();
        responses.forEach((status, response) -> {
            var of = new TreeSet<String>();
            if (response instanceof Map<?, ?> described && described.get("content") instanceof Map<?, ?> content) {
                content.keySet().forEach(type -> of.add(String.valueOf(type)));
            }
            types.put(String.valueOf(status), of);
        });
        return types;
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        var maps = new ArrayList<Map<?, ?>>();
        if (list instanceof List<?> all) {
            all.forEach(one -> maps.add((Map<?, ?>) one));
        }
        return maps;
    }

    /** The schema itself where another is named. */
    private static Map<?, ?> plain(@Nullable Object schema, Map<String, Map<String, Object>> schemas) {
        Map<?, ?> given = schema instanceof Map<?, ?> map ? map : Map.of();
        return given.get("$ref") instanceof String reference
                ? schemas.getOrDefault(reference.substring(reference.lastIndexOf('/') + 1), Map.of())
                : given;
    }

    /** A value that fits the schema and names nothing that exists. */
    private static String nothing(@Nullable Object schema, Map<String, Map<String, Object>> schemas) {
        Map<?, ?> plain = plain(schema, schemas);
        if (plain.get("enum") instanceof List<?> words) {
            return words.getFirst().toString();
        }
        if ("integer".equals(plain.get("type"))) {
            return "999";
        }
        return switch (plain.get("format") instanceof String format ? format : "") {
            case "uuid" -> UUID.randomUUID().toString();
            case "date" -> "2031-03-03";
            default -> "nothing-of-that-name";
        };
    }

    /**
     * The answer's content type is looked at each time: {@link MediaTypes}.
     *
     * @param token null: none is sent
     * @param values of the path's parameters, and of the query's
     * @param body of those operations that take one
     */
    public Response call(@Nullable String token, Map<String, ?> values, Object body) {
        var inPath = new LinkedHashMap<String, Object>(values);
        inPath.keySet().retainAll(pathValues.keySet());
        var inQuery = new LinkedHashMap<String, Object>(values);
        inQuery.keySet().removeAll(pathValues.keySet());
        RequestSpecification request = RestAssured.given()
                .pathParams(inPath)
                .queryParams(inQuery)
                .header("Idempotency-Key", UUID.randomUUID());
        if (method != Method.GET) {
            request.header("If-Match", "\"0\"");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (hasBody) {
            request.contentType("application/json").body(body);
        }
        Response answer = request.request(method, path);
        MediaTypes.assertTrue(this, answer);
        return answer;
    }

    /** For nothing that exists, with an empty body. */
    public Response call(@Nullable String token) {
        return call(token, pathValues, Map.of());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
