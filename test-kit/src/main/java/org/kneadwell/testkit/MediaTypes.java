package org.kneadwell.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says that it is, it is: a type that the document names for this status, a problem for each refusal, and a charset
 * for each text. JSON has none, since it is always UTF-8 (RFC 8259).
 */
final class MediaTypes {

    private MediaTypes() {}

    static void assertTrue(ApiOperation operation, Response answer) {
        String what = "%s, %d".formatted(operation, answer.statusCode());
        byte[] body = answer.asByteArray();
        var documented = operation.mediaTypes().get(Integer.toString(answer.statusCode()));
        if (body.length == 0) {
            assertThat(answer.header("Content-Type"))
                    .as(what + ": an empty answer has no type")
                    .isNull();
        } else if (answer.statusCode() >= 400) {
            assertTrue(what, "application/problem+json", answer.header("Content-Type"), body);
        } else {
            assertThat(documented).as(what + " is not documented").isNotEmpty();
            assertThat(bare(answer.header("Content-Type"))).as(what).isIn(documented);
            assertTrue(what, bare(answer.header("Content-Type")), answer.header("Content-Type"), body);
        }
    }

    /** @param type that it should be, without parameters */
    static void assertTrue(String what, String type, @Nullable String header, byte[] body) {
        assertThat(bare(header)).as(what).isEqualTo(type);
        String charset = charset(header);
        if (type.equals("application/json") || type.endsWith("+json")) {
            assertThat(charset).as(what + ": JSON has no charset").isIn("", "utf-8");
            assertThat(JsonPath.from(utf8(what, body)).<Object>get()).as(what).isNotNull();
        } else if (type.startsWith("text/")) {
            assertThat(charset).as(what + ": a text says its charset").isEqualTo("utf-8");
            String text = utf8(what, body);
            switch (type) {
                case "text/html" ->
                    assertThat(text.strip().toLowerCase(Locale.ROOT)).as(what).startsWith("<!doctype html>");
                case "text/calendar" -> assertThat(text).as(what).startsWith("BEGIN:VCALENDAR\r\n");
                default -> fail(what + ": nobody has said how " + type + " is told from other texts");
            }
        } else if (type.equals("application/pdf")) {
            assertThat(new String(body, US_ASCII)).as(what).startsWith("%PDF-");
        } else {
            fail(what + ": nobody has said how " + type + " is told from others");
        }
    }

    private static String utf8(String what, byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(what + " is not UTF-8", e);
        }
    }

    private static String bare(@Nullable String header) {
        return header == null ? "none" : header.replaceFirst(";.*", "").strip();
    }

    private static String charset(@Nullable String header) {
        String lower = header == null ? "" : header.toLowerCase(Locale.ROOT);
        int from = lower.indexOf("charset=");
        return from < 0
                ? ""
                : lower.substring(from + "charset=".length())
                        .replaceFirst(";.*", "")
                        .replace("\"", "")
                        .strip();
    }
}
