package org.kneadwell.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** docs/events/README.md, written from the schemas. */
final class EventDocument {

    /** Who acts on an event; the others list it among their ignored types. */
    private static final Map<String, String> CONSUMERS = Map.ofEntries(
            Map.entry("booking.appointment-booked.v1", "intake, feedback"),
            Map.entry("booking.appointment-cancelled.v1", "intake, feedback"),
            Map.entry("booking.appointment-rescheduled.v1", "intake"),
            Map.entry("booking.session-completed.v1", "intake, feedback"),
            Map.entry("booking.therapist-published.v1", "intake"),
            Map.entry("feedback.adverse-sign-reported.v1", "intake, booking"),
            Map.entry("feedback.follow-up-answered.v1", "intake, booking"),
            Map.entry("feedback.plan-suggested.v1", "booking"),
            Map.entry("booking.client-erased.v1", "intake"),
            Map.entry("feedback.client-erased.v1", "intake"),
            Map.entry("intake.consent-withdrawn.v1", "booking, feedback"),
            Map.entry("intake.erasure-requested.v1", "booking, feedback"),
            Map.entry("intake.intake-assessed.v1", "booking, feedback"),
            Map.entry("intake.pressure-plan-changed.v1", "booking"));

    private EventDocument() {}

    static String of(Map<String, JsonNode> schemas, List<Event> samples) {
        var text = new StringBuilder("""
                # Events

                What the services tell each other, written from the schemas in event-contracts by a test
                (`mvn test -pl event-contracts -Dtest=SchemaTest -Ddocs.update=true` writes it anew). How events travel:
                [the outbox](../architecture/outbox.md).

                A type carries its version. A compatible change (a new optional member, a new word in a list) keeps it; anything
                else is a new type beside the old one. A test compares every schema with the released copy. A reader passes
                over members it does not know; a word it does not know makes the event unreadable for it, and the event is
                parked, so readers are deployed before writers use a new word.

                Health detail stays at home: no event carries conditions, medications, ratings of pain, or free text. What an event
                does say of a client's health is sealed where it is stored: its payload is then `{"sealed": "…"}`, which the services
                open with the keyset they share ([keys](../operations.md#keys)); the members below are what is in it.

                | event | type | aggregate | written by | applied by |
                |---|---|---|---|---|
                """);
        var lines = new ArrayList<String>();
        schemas.forEach((type, schema) -> lines.add("| [%s](#%s) | `%s` | %s | %s | %s |%n"
                .formatted(
                        title(schema),
                        title(schema).toLowerCase(java.util.Locale.ROOT),
                        type,
                        aggregate(type, samples),
                        owner(type),
                        CONSUMERS.getOrDefault(type, "nobody yet"))));
        lines.forEach(text::append);
        schemas.forEach((type, schema) -> {
            text.append("\n## ")
                    .append(title(schema))
                    .append("\n\n")
                    .append(schema.get("description").asText())
                    .append("\n\n");
            if (tellsOfHealth(type, samples)) {
                text.append("Sealed where it is stored.\n\n");
            }
            text.append("| member | kind | always there | meaning |\n|---|---|---|---|\n");
            members("", schema, text);
        });
        return text.toString().replace("\r\n", "\n");
    }

    private static void members(String prefix, JsonNode schema, StringBuilder text) {
        schema.get("properties").fields().forEachRemaining(member -> {
            var name = prefix + member.getKey();
            var value = member.getValue();
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            name,
                            kind(value),
                            isRequired(schema, member.getKey()) ? "yes" : "no",
                            value.path("description").asText("")));
            if (value.has("properties")) {
                members(name + ".", value, text);
            } else if (value.path("items").has("properties")) {
                members(name + "[].", value.get("items"), text);
            }
        });
    }

    private static String kind(JsonNode schema) {
        if (schema.has("enum")) {
            return "a word, one of " + schema.get("enum").size();
        }
        var type = schema.get("type").asText();
        if (type.equals("array")) {
            return "list: " + kind(schema.get("items"));
        }
        if (schema.has("format")) {
            return schema.get("format").asText();
        }
        if (schema.has("maximum")) {
            return type + ", " + schema.get("minimum").asInt() + "–"
                    + schema.get("maximum").asInt();
        }
        return schema.has("minimum") ? type + ", from " + schema.get("minimum").asInt() : type;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (var required : schema.get("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String title(JsonNode schema) {
        return schema.get("title").asText();
    }

    private static String owner(String type) {
        return type.substring(0, type.indexOf('.'));
    }

    private static String aggregate(String type, List<Event> samples) {
        return EventTypes.aggregateOf(event(type, samples));
    }

    private static boolean tellsOfHealth(String type, List<Event> samples) {
        return EventTypes.tellsOfHealth(event(type, samples));
    }

    private static Class<? extends Event> event(String type, List<Event> samples) {
        for (Event sample : samples) {
            if (EventTypes.of(sample.getClass()).equals(type)) {
                return sample.getClass();
            }
        }
        throw new IllegalArgumentException(type);
    }
}
