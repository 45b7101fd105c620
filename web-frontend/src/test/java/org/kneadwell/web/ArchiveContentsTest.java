package org.kneadwell.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.kneadwell.web.ArchiveContents.Asked;
import org.kneadwell.web.ArchiveContents.LeftOut;
import org.kneadwell.web.ArchiveContents.Service;
import org.yaml.snakeyaml.Yaml;

/** Against the services' API documents: whatever a client may read is in the archive, or somebody has said why not. */
class ArchiveContentsTest {

    private record Read(String path, JsonNode operation) {

        boolean takes(String parameter) {
            return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                    .anyMatch(one -> one.path("name").asText().equals(parameter));
        }

        String schema() {
            return operation
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema")
                    .path("$ref")
                    .asText();
        }
    }

    private static final Map<Service, JsonNode> DOCUMENTS = new EnumMap<>(Service.class);

    private static JsonNode document(Service service) {
        return DOCUMENTS.computeIfAbsent(service, one -> {
            try (var document = Files.newInputStream(Path.of("..", "docs", "api", one.key() + ".yaml"))) {
                return new ObjectMapper().valueToTree(new Yaml().load(document));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Every GET that a client's token lets through, and those that need none. */
    private static Map<String, Read> readByClients() {
        var reads = new TreeMap<String, Read>();
        for (Service service : Service.values()) {
            document(service).path("paths").properties().forEach(path -> {
                JsonNode get = path.getValue().path("get");
                boolean open =
                        get.path("security").isArray() && get.path("security").isEmpty();
                boolean client = StreamSupport.stream(
                                get.path("security").path(0).path("bearer").spliterator(), false)
                        .anyMatch(role -> role.asText().equals("client"));
                if (open || client) {
                    reads.put(service.key() + "." + get.path("operationId").asText(), new Read(path.getKey(), get));
                }
            });
        }
        return reads;
    }

    @Test
    void whatever_a_client_may_read_is_in_the_archive_or_left_out_for_a_reason() {
        var decided = new HashSet<String>();
        ArchiveContents.ASKED.forEach(
                asked -> assertThat(decided.add(asked.key())).as(asked.key()).isTrue());
        ArchiveContents.LEFT_OUT.forEach(left -> {
            assertThat(decided.add(key(left))).as(key(left)).isTrue();
            assertThat(left.why()).isNotBlank();
        });
        assertThat(readByClients()).hasSizeGreaterThan(40);
        assertThat(decided)
                .as("each operation that a client may call by GET: take it into the archive, or say why not")
                .containsExactlyInAnyOrderElementsOf(readByClients().keySet());
    }

    @Test
    void each_is_asked_at_its_own_address_and_each_list_to_its_end() {
        var reads = readByClients();
        for (Asked asked : ArchiveContents.ASKED) {
            Read read = reads.get(asked.key());
            assertThat(asked.path().split("\\?")[0]).as(asked.key()).isEqualTo(read.path());
            assertThat(asked.path().contains("limit=100")).as(asked.key()).isEqualTo(read.takes("cursor"));
            String schema = read.schema().substring(read.schema().lastIndexOf('/') + 1);
            boolean items = document(asked.service())
                    .at("/components/schemas/" + schema + "/properties/items")
                    .has("items");
            boolean summary = asked.id().equals("getOutcomes");
            assertThat(asked.list()).as(asked.key() + " is a list").isEqualTo(items && !summary);
        }
    }

    @Test
    void what_is_asked_for_each_of_a_list_is_asked_after_it() {
        var before = new HashSet<String>();
        for (Asked asked : ArchiveContents.ASKED) {
            assertThat(asked.forEach() != null)
                    .as(asked.key())
                    .isEqualTo(asked.path().contains("{"));
            if (asked.forEach() != null) {
                assertThat(before).as(asked.key()).contains(asked.forEach().of());
            } else if (asked.list()) {
                before.add(asked.key());
            }
        }
    }

    @Test
    void what_is_said_to_be_in_a_list_is_what_the_list_holds() {
        var reads = readByClients();
        for (LeftOut left : ArchiveContents.LEFT_OUT) {
            if (left.within() != null) {
                Read list = reads.get(left.service().key() + "." + left.within());
                String page = list.schema().substring(list.schema().lastIndexOf('/') + 1);
                assertThat(document(left.service())
                                .at("/components/schemas/" + page + "/properties/items/items/$ref")
                                .asText())
                        .as(left.id())
                        .isNotBlank()
                        .isEqualTo(reads.get(key(left)).schema());
            }
        }
    }

    private static String key(LeftOut left) {
        return left.service().key() + "." + left.id();
    }
}
