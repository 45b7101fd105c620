package org.kneadwell.booking.calendar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server of calendars on the loopback interface, which remembers what it was asked. */
final class CalendarServer implements AutoCloseable {

    /** A request as it arrived. */
    record Asked(String path, String host, String ifNoneMatch, String ifModifiedSince, String acceptEncoding) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final HttpServer server;
    private volatile HttpHandler handler = exchange -> answer(exchange, 404, "");

    private CalendarServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Host"),
                    headers.getFirst("If-None-Match"),
                    headers.getFirst("If-Modified-Since"),
                    headers.getFirst("Accept-Encoding")));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    static CalendarServer on(String address) throws IOException {
        return on(address, 0);
    }

    static CalendarServer on(String address, int port) throws IOException {
        return new CalendarServer(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 0));
    }

    static CalendarServer encrypted(SSLContext keys) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys));
        return new CalendarServer(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answers(HttpHandler handler) {
        this.handler = handler;
    }

    void answers(String calendar) {
        handler = exchange -> answer(exchange, 200, calendar);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
