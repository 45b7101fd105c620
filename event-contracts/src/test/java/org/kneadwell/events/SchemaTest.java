package org.kneadwell.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .build();

    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path DOCUMENT = Path.of("../docs/events/README.md");

    static List<Event> samples() {
        return AllEvents.samples();
    }

    @Test
    void every_event_has_a_sample_and_a_schema_and_no_schema_is_left_over() throws Exception {
        var types = new ArrayList<String>();
        try (var files = Files.list(Path.of("src/main/java/org/kneadwell/events"))) {
            for (var file : files.toList()) {
                var type = Class.forName("org.kneadwell.events."
                        + file.getFileName().toString().replace(".java", "").replace("package-info", "Event"));
                if (Event.class.isAssignableFrom(type) && type.isRecord()) {
                    types.add(EventTypes.of(type.asSubclass(Event.class)));
                }
            }
        }
        assertThat(types).hasSize(22).doesNotHaveDuplicates();
        assertThat(samples().stream().map(event -> EventTypes.of(event.getClass())))
                .containsExactlyInAnyOrderElementsOf(types);
        assertThat(schemas(SCHEMAS).keySet()).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_goes_through_json_and_back_and_fits_its_schema(Event event) throws Exception {
        var json = JSON.writeValueAsString(event);
        assertThat(JSON.readValue(json, event.getClass())).isEqualTo(event);
        assertThat(violations(event, JSON.readTree(json))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_schema_names_exactly_the_members_of_the_record(Event event) throws Exception {
        var schema = schema(EventTypes.of(event.getClass()));
        assertThat(schema.get("title").asText()).isEqualTo(event.getClass().getSimpleName());
        assertThat(names(schema.get("properties")))
                .containsExactly(Arrays.stream(event.getClass().getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_missing_required_member_is_noticed_by_the_schema(Event event) throws Exception {
        for (var required : schema(EventTypes.of(event.getClass())).get("required")) {
            ObjectNode json = JSON.valueToTree(event);
            json.remove(required.asText());
            assertThat(violations(event, json)).as(required.asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void members_of_a_newer_writer_are_passed_over(Event event) throws Exception {
        ObjectNode json = JSON.valueToTree(event);
        json.put("addedLater", true);
        assertThat(JSON.treeToValue(json, event.getClass())).isEqualTo(event);
        assertThat(violations(event, json)).isEmpty();
    }

    @Test
    void a_move_from_before_its_zone_was_told_is_read() throws Exception {
        ObjectNode json = JSON.valueToTree(samples().stream()
                .filter(AppointmentRescheduled.class::isInstance)
                .findFirst()
                .orElseThrow());
        assertThat(json.remove("zone").asText()).isEqualTo("Europe/Lisbon");
        var event = JSON.treeToValue(json, AppointmentRescheduled.class);
        assertThat(event.zone()).isNull();
        assertThat(violations(event, json)).isEmpty();
    }

    @Test
    void a_region_that_must_be_asked_about_carries_neither_target_nor_band() throws Exception {
        assertThat(JSON.writeValueAsString(List.of(AllEvents.LOW_BACK, AllEvents.ASK_ABOUT_THE_NECK)))
                .isEqualTo("[{\"region\":\"low_back\",\"target\":5,\"band\":{\"low\":4,\"high\":6},\"start\":3},"
                        + "{\"region\":\"neck\",\"start\":2}]");
    }

    @Test
    void an_intensity_outside_one_to_ten_does_not_fit_the_schema() {
        var event = new PressurePlanChanged(AllEvents.CLIENT, AllEvents.NOON, List.of(AllEvents.LOW_BACK), false);
        for (var impossible : new int[] {0, 11}) {
            ObjectNode json = JSON.valueToTree(event);
            ((ObjectNode) json.get("regions").get(0)).put("target", impossible);
            assertThat(violations(event, json)).hasSize(1);
        }
    }

    @Test
    void times_are_written_for_people() throws Exception {
        var json = JSON.readTree(JSON.writeValueAsString(
                new ClearanceRecorded(AllEvents.CLIENT, AllEvents.OTHER, AllEvents.DAY.minusDays(30), AllEvents.DAY)));
        assertThat(json.get("validFrom").asText()).isEqualTo("2026-03-01");
        assertThat(JSON.valueToTree(new AppointmentNoShow(
                                AllEvents.APPOINTMENT, AllEvents.CLIENT, AllEvents.THERAPIST, AllEvents.NOON))
                        .get("recordedAt")
                        .toString())
                .isEqualTo("\"2026-03-01T12:00:00Z\"");
    }

    @Test
    void a_class_without_a_type_is_refused() {
        record Nameless(UUID aggregateId) implements Event {}
        assertThatThrownBy(() -> EventTypes.of(Nameless.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(EventTypes.aggregateOf(FollowUpMissed.class)).isEqualTo("follow-up");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_speaks_of_regions_pressure_complaints_or_signs_is_sealed(Event event) {
        boolean speaks = Arrays.stream(event.getClass().getRecordComponents())
                .map(member -> member.getGenericType().getTypeName())
                .anyMatch(type -> type.contains("org.kneadwell.vocabulary.")
                        || type.contains("RegionTarget")
                        || type.contains("WorkedRegion"));
        boolean aboutClearances = event instanceof ClearanceRecorded || event instanceof ClearanceExpired;
        assertThat(EventTypes.tellsOfHealth(event.getClass()))
                .as(EventTypes.of(event.getClass()))
                .isEqualTo(speaks || aboutClearances);
    }

    // ------------------------------------------------------------------ compatibility

    /** Copy a schema to the released ones when an event is new, or when a change to it is compatible. */
    @Test
    void no_event_breaks_what_was_released() throws Exception {
        var released = schemas(RELEASED);
        var current = schemas(SCHEMAS);
        var breaks = new ArrayList<String>();
        released.forEach((type, schema) -> {
            var now = Optional.ofNullable(current.get(type));
            now.ifPresentOrElse(found -> compare(type, schema, found, breaks), () -> breaks.add(type + " is gone"));
        });
        assertThat(breaks).isEmpty();
        assertThat(released.keySet())
                .as("a new event is released with its first schema")
                .isEqualTo(current.keySet());
    }

    @Test
    void a_breaking_change_is_recognised() throws Exception {
        var before = schema("booking.session-completed.v1");
        assertThat(breaks(before, schema -> {})).isEmpty();
        assertThat(breaks(before, schema -> ((ObjectNode) schema.get("properties")).remove("endedAt")))
                .containsExactly("x/endedAt is gone");
        assertThat(breaks(before, schema -> ((ObjectNode) schema.at("/properties/endedAt")).put("type", "integer")))
                .containsExactly("x/endedAt: type was \"string\" and is \"integer\"");
        assertThat(breaks(before, schema -> ((ObjectNode) schema.at("/properties/endedAt")).put("format", "date")))
                .containsExactly("x/endedAt: format was \"date-time\" and is \"date\"");
        assertThat(breaks(
                        before,
                        schema -> ((com.fasterxml.jackson.databind.node.ArrayNode)
                                        schema.at("/properties/regions/items/required"))
                                .add("target")))
                .containsExactly("x/regions[]/target is newly required");
        assertThat(breaks(
                        before,
                        schema -> ((com.fasterxml.jackson.databind.node.ArrayNode) schema.get("required")).remove(0)))
                .containsExactly("x/appointmentId is not required any more");
        assertThat(breaks(
                        before,
                        schema -> ((com.fasterxml.jackson.databind.node.ArrayNode)
                                        schema.at("/properties/regions/items/properties/region/enum"))
                                .remove(0)))
                .containsExactly("x/regions[]/region: \"head\" is gone");
        assertThat(breaks(
                        before,
                        schema -> ((ObjectNode) schema.at("/properties/endedAt"))
                                .putArray("enum")
                                .add("noon")))
                .as("a narrowed type")
                .containsExactly("x/endedAt: is narrowed to [\"noon\"]");
        assertThat(breaks(
                        before,
                        schema -> ((ObjectNode) schema.at("/properties/regions/items/properties/target"))
                                .put("maximum", 9)))
                .containsExactly("x/regions[]/target: maximum was 10 and is 9");
        assertThat(breaks(before, schema -> ((ObjectNode) schema.at("/properties/endedAt")).put("pattern", "^2")))
                .as("what is not understood is not waved through")
                .containsExactly("x/endedAt: this test cannot compare pattern");
        assertThat(breaks(before, schema -> ((ObjectNode) schema).put("additionalProperties", false)))
                .containsExactly("x: this test cannot compare additionalProperties");
        assertThat(breaks(
                        before,
                        schema -> ((com.fasterxml.jackson.databind.node.ArrayNode)
                                        schema.at("/properties/regions/items/properties/region/enum"))
                                .add("third_arm")))
                .as("a new word")
                .isEmpty();
        assertThat(breaks(
                        before,
                        schema -> ((ObjectNode) schema.get("properties"))
                                .putObject("note")
                                .put("type", "string")))
                .as("a new optional member")
                .isEmpty();
    }

    private static final List<String> EQUAL = List.of("type", "format", "minimum", "maximum", "uniqueItems");
    private static final Set<String> COMPARED =
            Set.of("type", "format", "minimum", "maximum", "uniqueItems", "enum", "properties", "required", "items");
    private static final Set<String> DESCRIBING = Set.of("$schema", "$id", "title", "description");

    private static List<String> breaks(JsonNode before, java.util.function.Consumer<JsonNode> change) {
        var after = before.deepCopy();
        change.accept(after);
        var breaks = new ArrayList<String>();
        compare("x", before, after, breaks);
        return breaks;
    }

    /** Old events must still be readable, and old readers must find what they rely on. */
    private static void compare(String path, JsonNode before, JsonNode after, List<String> breaks) {
        for (var keyword : names(after)) {
            if (!COMPARED.contains(keyword) && !DESCRIBING.contains(keyword)) {
                breaks.add(path + ": this test cannot compare " + keyword);
            }
        }
        for (var keyword : EQUAL) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                breaks.add(
                        "%s: %s was %s and is %s".formatted(path, keyword, before.path(keyword), after.path(keyword)));
            }
        }
        if (after.has("enum") && !before.has("enum")) {
            breaks.add(path + ": is narrowed to " + after.get("enum"));
        }
        for (var value : before.path("enum")) {
            if (!values(after.path("enum")).contains(value)) {
                breaks.add(path + ": " + value + " is gone");
            }
        }
        for (var name : names(before.path("properties"))) {
            var now = after.path("properties").path(name);
            if (now.isMissingNode()) {
                breaks.add(path + "/" + name + " is gone");
            } else {
                compare(path + "/" + name, before.get("properties").get(name), now, breaks);
            }
        }
        for (var required : values(after.path("required"))) {
            if (!values(before.path("required")).contains(required)) {
                breaks.add(path + "/" + required.asText() + " is newly required");
            }
        }
        for (var required : values(before.path("required"))) {
            if (after.path("properties").has(required.asText())
                    && !values(after.path("required")).contains(required)) {
                breaks.add(path + "/" + required.asText() + " is not required any more");
            }
        }
        if (before.has("items")) {
            compare(path + "[]", before.get("items"), after.path("items"), breaks);
        }
    }

    // ------------------------------------------------------------------ the document

    @Test
    void the_document_lists_what_the_schemas_say() throws Exception {
        var document = EventDocument.of(schemas(SCHEMAS), samples());
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, document);
        }
        assertThat(DOCUMENT).as("run this test with -Ddocs.update=true").exists();
        assertThat(Files.readString(DOCUMENT))
                .as("run this test with -Ddocs.update=true")
                .isEqualTo(document);
    }

    // ------------------------------------------------------------------ helpers

    private static List<String> violations(Event event, JsonNode json) {
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            schema(EventTypes.of(event.getClass())),
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build())
                    .validate(json)
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode schema(String type) throws IOException {
        return JSON.readTree(SchemaTest.class.getResource("/schemas/" + type + ".json"));
    }

    private static Map<String, JsonNode> schemas(Path folder) throws IOException {
        var found = new TreeMap<String, JsonNode>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                found.put(file.getFileName().toString().replace(".json", ""), JSON.readTree(file.toFile()));
            }
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> values(JsonNode array) {
        var values = new ArrayList<JsonNode>();
        array.forEach(values::add);
        return values;
    }
}
