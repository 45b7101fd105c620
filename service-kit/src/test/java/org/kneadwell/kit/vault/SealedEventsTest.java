package org.kneadwell.kit.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** What events say of health is read by a service with the shared keyset, about the client it was said of, and by nobody else. */
class SealedEventsTest {

    private static final UUID CLEO = UUID.fromString("0197f000-0000-7000-8000-0000000000c1");
    private static final String JSON = "{\"clientId\":\"" + CLEO + "\",\"regions\":[{\"region\":\"low_back\"}]}";
    private static final Event PLAN = new PressurePlanChanged(
            CLEO, Instant.EPOCH, List.of(new RegionTarget(BodyRegion.LOW_BACK, null, null, Intensity.of(3))), false);

    @TempDir
    Path folder;

    private Path keyset;
    private SealedEvents writer;

    @BeforeEach
    void aKeyset() {
        keyset = folder.resolve("events.json");
        writer = new SealedEvents(Optional.of(keyset.toString()), true);
    }

    @Test
    void what_is_stored_says_nothing_and_another_service_reads_it() {
        String stored = writer.seal(event(PLAN), JSON);

        assertThat(stored).matches("\\{\"sealed\":\"[A-Za-z0-9+/]+=*\"}").doesNotContain("low_back", "region");
        assertThat(writer.seal(event(PLAN), JSON))
                .as("twice the same looks different")
                .isNotEqualTo(stored);
        assertThat(new SealedEvents(Optional.of(keyset.toString()), false).open(about(CLEO, PLAN), spaced(stored)))
                .isEqualTo(JSON);
    }

    @Test
    void what_tells_nothing_of_health_stays_as_it_is() {
        var withdrawn = new ConsentWithdrawn(CLEO, Instant.EPOCH);
        assertThat(writer.seal(event(withdrawn), JSON)).isEqualTo(JSON);
        assertThat(writer.seal(new NewEvent("note", "1", "any.note.v1", "text"), "{}"))
                .isEqualTo("{}");
    }

    @Test
    void what_was_stored_before_anything_was_sealed_is_read() {
        assertThat(writer.open(about(CLEO, PLAN), JSON)).isEqualTo(JSON);
    }

    @Test
    void moved_to_another_client_or_type_it_does_not_open() {
        String stored = writer.seal(event(PLAN), JSON);

        assertThatThrownBy(() -> writer.open(about(UUID.randomUUID(), PLAN), stored))
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> writer.open(about(CLEO, new ConsentWithdrawn(CLEO, Instant.EPOCH)), stored))
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> writer.open(about(CLEO, PLAN), "{\"sealed\":7}"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void with_another_keyset_it_does_not_open() {
        String stored = writer.seal(event(PLAN), JSON);
        var stranger = new SealedEvents(Optional.of(folder.resolve("other.json").toString()), true);

        assertThatThrownBy(() -> stranger.open(about(CLEO, PLAN), stored))
                .hasMessageContaining("does not open")
                .hasMessageNotContaining("low_back");
    }

    @Test
    void with_a_new_key_what_the_old_one_sealed_is_still_read() throws Exception {
        String stored = writer.seal(event(PLAN), JSON);
        MasterKey.main(new String[] {"add", keyset.toString()});
        var early = new SealedEvents(Optional.of(keyset.toString()), false);
        MasterKey.main(new String[] {"promote", keyset.toString()});
        var late = new SealedEvents(Optional.of(keyset.toString()), false);

        assertThat(late.open(about(CLEO, PLAN), stored)).isEqualTo(JSON);
        assertThat(early.open(about(CLEO, PLAN), late.seal(event(PLAN), JSON)))
                .as("who has read the added key reads what it seals")
                .isEqualTo(JSON);
    }

    @Test
    void without_a_keyset_there_is_none() throws Exception {
        assertThatThrownBy(() -> new SealedEvents(Optional.empty(), true)).hasMessageContaining("is not set");
        assertThatThrownBy(() ->
                        new SealedEvents(Optional.of(folder.resolve("none.json").toString()), false))
                .hasMessageContaining("cannot be read");
        assertThat(Files.exists(folder.resolve("none.json"))).isFalse();
    }

    /** As the database writes it. */
    private static String spaced(String json) {
        return json.replace("\":", "\": ");
    }

    private static NewEvent event(Event event) {
        return new NewEvent(
                EventTypes.aggregateOf(event.getClass()),
                event.aggregateId().toString(),
                EventTypes.of(event.getClass()),
                event);
    }

    private static Delivery about(UUID client, Event event) {
        return new Delivery(
                UUID.randomUUID(),
                EventTypes.aggregateOf(event.getClass()),
                client.toString(),
                1,
                EventTypes.of(event.getClass()),
                Instant.EPOCH);
    }
}
