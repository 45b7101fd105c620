package org.kneadwell.system.privacy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's server on this machine: has a calendar, takes webhooks, and remembers what it was asked. */
final class Stranger implements AutoCloseable {

    private static final byte[] AN_EMPTY_CALENDAR =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//stranger//EN\r\nEND:VCALENDAR\r\n"
                    .getBytes(StandardCharsets.UTF_8);

    record Asked(String method, String path, Map<String, List<String>> headers, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Stranger() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Content-Type", "text/calendar");
            exchange.sendResponseHeaders(200, AN_EMPTY_CALENDAR.length);
            exchange.getResponseBody().write(AN_EMPTY_CALENDAR);
        }
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    boolean wasAsked(String method, String path) {
        return asked.stream()
                .anyMatch(one -> one.method().equals(method) && one.path().equals(path));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
