package org.kneadwell.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON without Vert.x, whose own writer breaks when a test's foreign thread is the first to use it. */
final class PlainJson {
    private PlainJson() {}

    static byte[] bytes(Map<String, ?> object) {
        return text(object).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(PlainJson::text).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            default ->
                '"'
                        + value.toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                        + '"';
        };
    }
}
