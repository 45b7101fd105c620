package org.kneadwell.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the collector to which an installation sends its traces: keeps what it is sent, by OTLP over HTTP. */
public final class TraceCollector implements AutoCloseable {

    /**
     * A span as it came.
     *
     * @param parentId empty where a trace begins
     * @param attributes numbers as text
     */
    public record Received(
            String service,
            String name,
            String traceId,
            String spanId,
            String parentId,
            boolean failed,
            Map<String, String> attributes) {}

    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::keep);
    }

    /** On this machine, on a free port. */
    public static TraceCollector start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new TraceCollector(server);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** For {@code kneadwell.traces.url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Everything so far, as it came: text in it can be found whatever it is part of. */
    public String everything() {
        var text = new StringBuilder();
        bodies.forEach(body -> text.append(new String(body, StandardCharsets.UTF_8)));
        return text.toString();
    }

    public List<Received> spans() {
        var spans = new ArrayList<Received>();
        for (byte[] body : bodies) {
            for (var resource : request(body).getResourceSpansList()) {
                var service = texts(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(received(service, span))));
            }
        }
        return spans;
    }

    private static ExportTraceServiceRequest request(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Received received(String service, Span span) {
        return new Received(
                service,
                span.getName(),
                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                span.getStatus().getCode() == io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR,
                texts(span.getAttributesList()));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        var texts = new TreeMap<String, String>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
