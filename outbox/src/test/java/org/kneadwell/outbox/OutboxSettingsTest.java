package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxSettingsTest {

    @Test
    void every_source_has_its_main_subscription_and_others_are_added_by_name() {
        var settings = settings(
                Map.of("subscriptions", "board-2:clinic, history:annex", "source-datasources", "annex:far"),
                "desk",
                "clinic",
                "annex");
        assertThat(settings.subscriptions())
                .containsExactly(
                        Map.entry("clinic", "clinic"),
                        Map.entry("annex", "annex"),
                        Map.entry("board-2", "clinic"),
                        Map.entry("history", "annex"));
        assertThat(settings.isAdditional("board-2")).isTrue();
        assertThat(settings.isAdditional("clinic")).isFalse();
        assertThat(settings.sourceDatabases()).containsExactly(Map.entry("annex", "far"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 128})
    void shards_are_a_power_of_two_up_to_64(int shards) {
        assertThatThrownBy(() -> settings(Map.of("shards", Integer.toString(shards)), "desk", "clinic"))
                .hasMessage("kneadwell.outbox.shards is 1, 2, 4, 8, 16, 32 or 64, not " + shards + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"board-2", "clinic:clinic", "board 2:clinic", "own:desk", "annex:clinic,x:annex", ":clinic"})
    void a_subscription_that_makes_no_sense_is_refused(String subscriptions) {
        assertThatThrownBy(() -> settings(Map.of("subscriptions", subscriptions), "desk", "clinic"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
