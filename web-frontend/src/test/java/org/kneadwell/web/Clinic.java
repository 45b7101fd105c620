package org.kneadwell.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The three services over HTTP, with what they have about Cleo. What was not put there is 404, or an empty list. */
final class Clinic implements AutoCloseable {

    static final List<String> SERVICES = List.of("intake", "booking", "feedback");

    record Reply(int status, String body, String link, long delayMillis) {}

    record Call(String uri, Map<String, String> headers) {}

    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** @param services where each is to be */
    Clinic(Map<String, URI> services) {
        services.forEach((name, at) -> {
            try {
                var server = HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Math.max(at.getPort(), 0)), 0);
                server.setExecutor(Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().factory()));
                server.createContext("/", this::answer);
                server.start();
                servers.put(name, server);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    URI at(String service) {
        return URI.create(
                "http://localhost:" + servers.get(service).getAddress().getPort());
    }

    /** @param path with the query, if it matters; of a list without one, the first page */
    Clinic has(String path, String json) {
        return has(path, new Reply(200, json, "", 0));
    }

    Clinic has(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    void stop(String service) {
        servers.get(service).stop(0);
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        String uri = exchange.getRequestURI().toString();
        calls.add(new Call(uri, headers));
        String path = exchange.getRequestURI().getPath();
        Reply reply = replies.getOrDefault(uri, replies.get(path));
        if (reply == null) {
            boolean list = ArchiveContents.ASKED.stream()
                    .anyMatch(asked -> asked.list()
                            && asked.forEach() == null
                            && asked.path().split("\\?")[0].equals(path));
            reply = list ? new Reply(200, "{\"items\":[]}", "", 0) : new Reply(404, "{\"code\":\"not-found\"}", "", 0);
        }
        try {
            Thread.sleep(reply.delayMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.link().isEmpty()) {
            exchange.getResponseHeaders().set("Link", "<" + reply.link() + ">; rel=\"next\"");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
