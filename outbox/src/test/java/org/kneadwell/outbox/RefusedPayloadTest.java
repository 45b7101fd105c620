package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.events.Event;

/**
 * What the schema of an event refuses, reading refuses: no schema has to be looked at for every event. Every member of
 * every event is left out, nulled and replaced, and the two are compared.
 */
class RefusedPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> OTHERS = List.of(
            NODES.textNode("no such word"),
            NODES.textNode(""),
            NODES.textNode("7"),
            NODES.numberNode(7),
            NODES.numberNode(-1),
            NODES.numberNode(11),
            NODES.numberNode(2.5),
            NODES.booleanNode(true),
            NODES.arrayNode(),
            NODES.arrayNode().addNull(),
            NODES.arrayNode().add(NODES.objectNode()),
            NODES.objectNode());

    static List<JsonNode> schemas() throws IOException, URISyntaxException {
        var folder = Event.class.getResource("/schemas").toURI();
        if (folder.getScheme().equals("jar")) {
            try (var jar = FileSystems.newFileSystem(folder, java.util.Map.of())) {
                return schemas(jar.getPath("/schemas"));
            }
        }
        return schemas(Path.of(folder));
    }

    private static List<JsonNode> schemas(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var found = new ArrayList<JsonNode>();
            for (var file : files.sorted().toList()) {
                found.add(JSON.readTree(Files.readString(file)));
            }
            return found;
        }
    }

    @Test
    void every_event_is_looked_at() throws Exception {
        assertThat(schemas()).hasSize(22);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void reading_refuses_what_the_schema_refuses_and_no_more(JsonNode schema) throws Exception {
        var type = Class.forName("org.kneadwell.events." + schema.get("title").asText());
        var validator = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        var whole = sample(schema);
        assertThat(validator.validate(whole)).isEmpty();
        assertThat(reads(whole, type)).isTrue();

        var disagreements = new ArrayList<String>();
        var refused = 0;
        for (var mutant : mutants(whole, schema)) {
            var valid = isValid(validator, mutant.json());
            refused += valid ? 0 : 1;
            if (valid != reads(mutant.json(), type) && !(valid && isMoreThanASchemaSays(mutant.what()))) {
                disagreements.add(
                        mutant.what() + (valid ? " fits the schema and is not read" : " is read all the same"));
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(refused).as("mutants the schema refuses").isGreaterThan(20);
    }

    /** That a zone exists, and that a band runs from low to high. */
    private static boolean isMoreThanASchemaSays(String mutant) {
        return mutant.startsWith("/zone = ") || mutant.contains("/band/low = ");
    }

    private static boolean isValid(JsonSchema validator, JsonNode json) {
        return validator.validate(json).isEmpty();
    }

    private static boolean reads(JsonNode json, Class<?> type) {
        try {
            EventJson.MAPPER.readValue(json.toString(), type);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private record Mutant(String what, JsonNode json) {}

    private static List<Mutant> mutants(ObjectNode whole, JsonNode schema) {
        var mutants = new ArrayList<Mutant>();
        mutate("", whole, whole, schema, mutants);
        return mutants;
    }

    private static void mutate(String path, ObjectNode whole, ObjectNode at, JsonNode schema, List<Mutant> mutants) {
        schema.get("properties").fields().forEachRemaining(property -> {
            var name = property.getKey();
            var where = path + "/" + name;
            var kept = at.get(name);
            at.remove(name);
            mutants.add(new Mutant(where + " left out", whole.deepCopy()));
            // A null where a member may be missing is as good as missing.
            if (isRequired(schema, name)) {
                at.putNull(name);
                mutants.add(new Mutant(where + " null", whole.deepCopy()));
            }
            for (var other : OTHERS) {
                at.set(name, other);
                mutants.add(new Mutant(where + " = " + other, whole.deepCopy()));
            }
            at.set(name, kept);
            if (kept instanceof ObjectNode inner) {
                mutate(where, whole, inner, property.getValue(), mutants);
            } else if (kept instanceof ArrayNode list) {
                var items = property.getValue().get("items");
                if (list.get(0) instanceof ObjectNode inner) {
                    mutate(where + "[]", whole, inner, items, mutants);
                } else {
                    var item = list.get(0);
                    for (var other : OTHERS) {
                        list.set(0, other);
                        mutants.add(new Mutant(where + "[] = " + other, whole.deepCopy()));
                    }
                    list.set(0, item);
                }
            }
        });
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (var required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The smallest payload with every member. */
    private static ObjectNode sample(JsonNode schema) {
        var object = NODES.objectNode();
        schema.get("properties")
                .fields()
                .forEachRemaining(property -> object.set(property.getKey(), value(property.getValue())));
        return object;
    }

    private static JsonNode value(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (schema.get("type").asText()) {
            case "object" -> sample(schema);
            case "array" -> NODES.arrayNode().add(value(schema.get("items")));
            case "boolean" -> NODES.booleanNode(false);
            case "integer" -> NODES.numberNode(schema.path("minimum").asInt());
            case "string" ->
                NODES.textNode(
                        switch (schema.path("format").asText()) {
                            case "uuid" -> "018f6f5e-7c1a-7000-8000-000000000001";
                            case "date-time" -> "2026-03-01T12:00:00Z";
                            case "date" -> "2026-03-01";
                            case "" -> "Europe/Vienna";
                            default -> throw new IllegalStateException("No sample for " + schema);
                        });
            default -> throw new IllegalStateException("No sample for " + schema);
        };
    }
}
