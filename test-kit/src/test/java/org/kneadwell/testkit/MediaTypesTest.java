package org.kneadwell.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "application/json, application/json, '{\"a\":1}'",
                "application/json, application/json;charset=UTF-8, '{\"a\":1}'",
                "application/problem+json, application/problem+json, '{\"a\":1}'",
                "text/html, text/html;charset=UTF-8, <!DOCTYPE html><title>a</title>",
                "application/pdf, application/pdf, %PDF-1.7"
            })
    void a_true_type_passes(String type, String header, String body) {
        assertThatCode(() -> MediaTypes.assertTrue("it", type, header, body.getBytes(ISO_8859_1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "application/json, text/html;charset=UTF-8, '{\"a\":1}'",
                "application/json, application/json, <!DOCTYPE html>",
                "application/json, application/json;charset=ISO-8859-1, '{\"a\":1}'",
                "application/json, application/json, '{\"a\":\"ü\"}'",
                "text/html, text/html, <!DOCTYPE html><title>a</title>",
                "text/html, text/html;charset=ISO-8859-1, <!DOCTYPE html><title>a</title>",
                "text/html, text/html;charset=UTF-8, '{\"a\":1}'",
                "text/html, text/html;charset=UTF-8, <!DOCTYPE html><title>ü</title>",
                "text/plain, text/plain;charset=UTF-8, a",
                "application/pdf, application/pdf, <!DOCTYPE html>",
                "application/zip, application/zip, PK"
            })
    void an_untrue_one_does_not(String type, String header, String body) {
        assertThatThrownBy(() -> MediaTypes.assertTrue("it", type, header, body.getBytes(ISO_8859_1)))
                .isInstanceOfAny(AssertionError.class, io.restassured.path.json.exception.JsonPathException.class);
    }
}
