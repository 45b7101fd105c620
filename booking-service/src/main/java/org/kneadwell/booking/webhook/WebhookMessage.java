package org.kneadwell.booking.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is sent: a CloudEvents 1.0 envelope with ids and a state, signed after Standard Webhooks 1.0. Its id is the event's and
 * stays the same however often it is sent.
 */
record WebhookMessage(String id, long timestamp, String signatures, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param source the API in which the subject can be read
     * @param secrets each signs
     */
    static WebhookMessage of(
            String source,
            UUID eventId,
            String type,
            UUID subject,
            Instant occurredAt,
            Instant now,
            List<byte[]> secrets) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", eventId.toString());
        event.put("type", type);
        event.put("source", source);
        event.put("subject", subject.toString());
        event.put("time", occurredAt.toString());
        event.put("datacontenttype", "application/json");
        event.put("data", Map.of("state", WebhookEvents.stateAfter(type)));
        try {
            var body = JSON.writeValueAsString(event);
            var id = eventId.toString();
            long timestamp = now.getEpochSecond();
            var signatures = secrets.stream()
                    .map(secret -> sign(secret, id, timestamp, body))
                    .collect(Collectors.joining(" "));
            return new WebhookMessage(id, timestamp, signatures, body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of text cannot be written as JSON.", e);
        }
    }

    private static String sign(byte[] secret, String id, long timestamp, String body) {
        try {
            return new Webhook(secret).sign(id, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("A webhook could not be signed.");
        }
    }
}
