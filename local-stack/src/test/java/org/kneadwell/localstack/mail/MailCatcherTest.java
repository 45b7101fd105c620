package org.kneadwell.localstack.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailCatcherTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private int smtp;
    private int page;
    private MailCatcher catcher;

    @BeforeEach
    void start() throws IOException {
        smtp = freePort();
        page = freePort();
        catcher = MailCatcher.start(smtp, page);
    }

    @AfterEach
    void stop() {
        catcher.close();
    }

    @Test
    void a_mail_is_listed_and_its_link_can_be_followed() throws Exception {
        send(
                "cleo@kneadwell.example",
                "How sore are you?",
                "Please answer: http://localhost:8080/follow-ups/7.\nThank you.");

        var messages = get("/api/messages");
        assertThat(messages.body())
                .contains("\"to\":[\"cleo@kneadwell.example\"]")
                .contains("\"subject\":\"How sore are you?\"")
                .contains("http://localhost:8080/follow-ups/7");
        var id = messages.body().replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
        assertThat(get("/").body()).contains("<a href=\"/messages/" + id + "\">How sore are you?</a>");
        assertThat(get("/messages/" + id).body())
                .contains(
                        "<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"http://localhost:8080/follow-ups/7\">http://localhost:8080/follow-ups/7</a>.");
    }

    @Test
    void what_a_sender_wrote_cannot_run_on_the_page() throws Exception {
        send("cleo@kneadwell.example", "<script>alert(1)</script>", "<img src=x onerror=alert(1)> javascript:alert(1)");

        var id = get("/api/messages").body().replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
        var one = get("/messages/" + id);
        assertThat(one.body()).doesNotContain("<script>").doesNotContain("<img").doesNotContain("href=\"javascript");
        assertThat(one.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(get("/").body()).doesNotContain("<script>");
    }

    @Test
    void tests_can_empty_it() throws Exception {
        send("cleo@kneadwell.example", "One", "text");

        var deleted = http.send(
                HttpRequest.newBuilder(uri("/api/messages")).DELETE().build(), HttpResponse.BodyHandlers.discarding());

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(get("/api/messages").body()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void a_name_beside_an_address_is_left_out_of_the_list_of_recipients() throws Exception {
        send("Cleo Example <cleo@example.test>", "Hello", "Hello");
        assertThat(get("/api/messages").body()).contains("\"to\":[\"cleo@example.test\"]");
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        assertThat(get("/messages/0000").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    private void send(String to, String subject, String text) {
        GreenMailUtil.sendTextEmail(
                to,
                "hello@kneadwell.example",
                subject,
                text,
                new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + page + path);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
